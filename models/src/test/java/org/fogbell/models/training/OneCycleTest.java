package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest {
    private final OneCycle cycle = new OneCycle(0.004, 1000, 0.4);

    @Test
    void risesToItsPeakAndFallsToAlmostNothing() {
        assertThat(cycle.rate(0)).isCloseTo(0.0004, within(1e-12));
        assertThat(cycle.rate(200)).as("half way up").isCloseTo(0.0022, within(1e-12));
        assertThat(cycle.rate(400)).isCloseTo(0.004, within(1e-12));
        assertThat(cycle.rate(700)).as("half way down").isCloseTo(0.5 * (0.004 + 4e-7), within(1e-12));
        assertThat(cycle.rate(1000)).isCloseTo(4e-7, within(1e-12));
        assertThat(cycle.rate(5000)).isCloseTo(4e-7, within(1e-12));
    }

    @Test
    void neverJumps() {
        for (int step = 1; step < 1000; step++) {
            assertThat(Math.abs(cycle.rate(step) - cycle.rate(step - 1))).isLessThan(2e-5);
        }
    }

    @Test
    void mayFallFromTheStart() {
        assertThat(new OneCycle(1, 10, 0).rate(0)).isEqualTo(1);
    }

    @Test
    void refusesWhatMeansNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OneCycle(0, 10, 0.4))
                .withMessageContaining("0.0, 10");
        assertThatIllegalArgumentException().isThrownBy(() -> new OneCycle(1, 0, 0.4));
        assertThatIllegalArgumentException().isThrownBy(() -> new OneCycle(1, 1, 1));
    }
}
