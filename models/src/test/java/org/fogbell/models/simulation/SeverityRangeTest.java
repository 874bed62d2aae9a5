package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeverityRangeTest {
    private static final SeverityRange USUAL = new SeverityRange(2, 5);

    @Test
    void adjectivesChooseAndOtherWordsDoNot() {
        assertThat(SeverityRange.of("Light rain at night", USUAL)).isEqualTo(new SeverityRange(1, 2));
        assertThat(SeverityRange.of("a road in dense fog", USUAL)).isEqualTo(new SeverityRange(4, 5));
        assertThat(SeverityRange.of("snow by daylight", USUAL)).isEqualTo(USUAL);
    }

    @Test
    void refusesWhatContradicts() {
        assertThatThrownBy(() -> SeverityRange.of("light rain and thick fog", USUAL))
                .hasMessage("'light rain and thick fog' is weak and strong");
        assertThatThrownBy(() -> new SeverityRange(3, 2)).hasMessageContaining("got 3..2");
        assertThatThrownBy(() -> new SeverityRange(0, 2)).hasMessageContaining("got 0..2");
    }
}
