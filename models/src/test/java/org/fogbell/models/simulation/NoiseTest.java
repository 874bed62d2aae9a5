package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseTest {
    private static final int DRAWS = 200_000;

    @Test
    void gaussianHasMeanZeroAndVarianceOne() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double draw = Noise.gaussian(Noise.hash(1, i));
            sum += draw;
            squares += draw * draw;
        }
        assertThat(sum / DRAWS).isCloseTo(0, within(0.01));
        assertThat(squares / DRAWS).isCloseTo(1, within(0.01));
    }

    @Test
    void exponentialHasMeanAndDeviationOne() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double draw = Noise.exponential(Noise.hash(2, i));
            sum += draw;
            squares += draw * draw;
        }
        assertThat(sum / DRAWS).isCloseTo(1, within(0.01));
        assertThat(squares / DRAWS).isCloseTo(2, within(0.05));
    }

    @Test
    void neighbouringKeysGiveUnrelatedNumbers() {
        double product = 0;
        for (int i = 0; i < DRAWS; i++) {
            product += Noise.gaussian(Noise.hash(3, i)) * Noise.gaussian(Noise.hash(3, i + 1));
        }
        assertThat(product / DRAWS).isCloseTo(0, within(0.01));
    }

    @Test
    void smoothNoiseHasNoSteps() {
        for (int i = 0; i < 1_000; i++) {
            double x = i * 0.013 - 5;
            double step = Noise.smooth(4, x + 1e-4, 2.7) - Noise.smooth(4, x, 2.7);
            assertThat(Math.abs(step)).as("at %f", x).isLessThan(3e-4);
        }
    }

    @Test
    void isTheSameEverywhere() {
        assertThat(Noise.mix(42)).isEqualTo(referenceMix(42));
        assertThat(Noise.unit(-1L)).isEqualTo(1 - 0x1.0p-53);
        assertThat(Noise.unit(0)).isZero();
    }

    /** Steele, Lea and Flood's mix64variant13, written down a second time. */
    private static long referenceMix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
