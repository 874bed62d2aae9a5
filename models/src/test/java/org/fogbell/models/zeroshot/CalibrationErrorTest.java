package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationErrorTest {
    /** Four answers at 0.9, three right: |0.9 - 0.75|; two at 0.5, none right: 0.5. Weighed 4 to 2. */
    @Test
    void weighsTheGapsByTheirCounts() {
        CalibrationError error = new CalibrationError();
        for (int i = 0; i < 4; i++) {
            error.add(0.9, i > 0);
        }
        error.add(0.5, false);
        error.add(0.5, false);
        assertThat(error.value()).isCloseTo((4 * 0.15 + 2 * 0.5) / 6, within(1e-12));
    }

    @Test
    void isZeroWithoutAnswersAndForCertainRightOnes() {
        CalibrationError error = new CalibrationError();
        assertThat(error.value()).isZero();
        error.add(1, true);
        assertThat(error.value()).isZero();
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> new CalibrationError().add(1.2, true)).hasMessageContaining("1.2");
    }
}
