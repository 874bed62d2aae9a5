package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseScheduleTest {
    private static final NoiseSchedule STABLE = new NoiseSchedule(BetaSchedule.SCALED_LINEAR, 1000, 0.00085, 0.012);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 981, 999})
    void leavesOfASampleWhatDecimalsSayForLatentDiffusion(int timestep) {
        MathContext digits = new MathContext(40);
        BigDecimal first = new BigDecimal("0.00085").sqrt(digits);
        BigDecimal last = new BigDecimal("0.012").sqrt(digits);
        BigDecimal left = BigDecimal.ONE;
        for (int t = 0; t <= timestep; t++) {
            BigDecimal root = first.add(last.subtract(first, digits)
                    .multiply(BigDecimal.valueOf(t), digits)
                    .divide(BigDecimal.valueOf(999), digits));
            left = left.multiply(BigDecimal.ONE.subtract(root.multiply(root, digits)), digits);
        }
        assertThat(STABLE.left(timestep)).isCloseTo(left.doubleValue(), within(1e-12));
    }

    @Test
    void beginsLatentDiffusionAtTheSpreadThatItIsKnownFor() {
        assertThat(STABLE.sigma(999)).isCloseTo(14.6146, within(1e-4));
        assertThat(STABLE.sigma(0)).isCloseTo(0.0292, within(1e-4));
        assertThat(STABLE.sigma(10.25)).isCloseTo(0.75 * STABLE.sigma(10) + 0.25 * STABLE.sigma(11), within(1e-12));
    }

    @Test
    void aCosineIsWhatIsLeft() {
        NoiseSchedule cosine = new NoiseSchedule(BetaSchedule.SQUARED_COSINE, 100, 0, 0);
        double start = Math.pow(Math.cos(0.008 / 1.008 * Math.PI / 2), 2);
        for (int t : new int[] {0, 30, 90}) {
            double here = Math.pow(Math.cos(((t + 1) / 100.0 + 0.008) / 1.008 * Math.PI / 2), 2);
            assertThat(cosine.left(t)).isCloseTo(here / start, within(1e-12));
        }
        // The last step would leave nothing: it is held to a thousandth of the one before.
        assertThat(cosine.left(99)).isCloseTo(cosine.left(98) * 0.001, within(1e-12));
    }

    @Test
    void refusesStepsThatAddNothingOrAll() {
        assertThatThrownBy(() -> new NoiseSchedule(BetaSchedule.LINEAR, 10, 0, 0.1))
                .hasMessageContaining("step 0");
        assertThatThrownBy(() -> new NoiseSchedule(BetaSchedule.LINEAR, 10, 0.1, 1))
                .hasMessageContaining("step 9");
        assertThatThrownBy(() -> new NoiseSchedule(BetaSchedule.LINEAR, 0, 0.1, 0.2))
                .hasMessageContaining("got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "LINSPACE, 3, 0, 999 499.5 0",
        "LEADING, 4, 1, 751 501 251 1",
        "TRAILING, 4, 1, 999 749 499 249",
        "TRAILING, 1, 0, 999",
        "LEADING, 1, 1, 999",
        "LINSPACE, 1, 0, 999"
    })
    void takesSomeOfTheSteps(TimestepSpacing spacing, int steps, int offset, String expected) {
        double[] numbers = new double[steps];
        String[] words = expected.split(" ", -1);
        for (int i = 0; i < steps; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        assertThat(spacing.timesteps(steps, 1000, offset)).containsExactly(numbers);
        assertThatThrownBy(() -> spacing.timesteps(1001, 1000, 0)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> spacing.timesteps(0, 1000, 0)).hasMessageContaining("got 0");
    }
}
