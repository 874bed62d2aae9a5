package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeededRandomTest {
    private static final int DRAWS = 1_000_000;

    /** The first outputs of SplitMix64 for seed 0, as every implementation of it prints them. */
    @Test
    void bitsAreThoseOfSplitMix64() {
        SeededRandom random = new SeededRandom(0);
        assertThat(random.nextLong()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(random.nextLong()).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(random.nextLong()).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        SeededRandom random = new SeededRandom(1);
        double[] moments = new double[5];
        for (int i = 0; i < DRAWS; i++) {
            double x = random.nextGaussian();
            for (int power = 1; power <= 4; power++) {
                moments[power] += Math.pow(x, power) / DRAWS;
            }
        }
        assertThat(moments[1]).isCloseTo(0, within(0.004));
        assertThat(moments[2]).isCloseTo(1, within(0.006));
        assertThat(moments[3]).isCloseTo(0, within(0.016));
        assertThat(moments[4]).isCloseTo(3, within(0.04));
    }

    /** P(|x| > 1, 2, 3, 3.5, 4) from tables of the error function; 3.5 and 4 lie in the ziggurat's tail. */
    @Test
    void normalTailsAreNeitherCutNorFat() {
        double[] beyond = {1, 2, 3, 3.5, 4};
        double[] expected = {0.317311, 0.0455003, 0.0026998, 4.6526e-4, 6.334e-5};
        int[] count = new int[beyond.length];
        SeededRandom random = new SeededRandom(2);
        for (int i = 0; i < 4 * DRAWS; i++) {
            double x = Math.abs(random.nextGaussian());
            for (int k = 0; k < beyond.length; k++) {
                count[k] += x > beyond[k] ? 1 : 0;
            }
        }
        for (int k = 0; k < beyond.length; k++) {
            double mean = expected[k] * 4 * DRAWS;
            assertThat((double) count[k]).as("beyond %s sigma", beyond[k]).isCloseTo(mean, within(4 * Math.sqrt(mean)));
        }
    }

    @Test
    void poissonCountsHaveTheirMeanAsVariance() {
        SeededRandom random = new SeededRandom(3);
        double sum = 0;
        double squares = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            int count = random.nextPoisson(2.5);
            sum += count;
            squares += (double) count * count;
        }
        double mean = sum / draws;
        assertThat(mean).isCloseTo(2.5, within(0.015));
        assertThat(squares / draws - mean * mean).isCloseTo(2.5, within(0.04));
    }

    @Test
    void choosesExactlyAsManyAsWantedAndEachAlikeOften() {
        int[] times = new int[10];
        for (int seed = 0; seed < 20_000; seed++) {
            boolean[] chosen = new SeededRandom(Noise.hash(9, seed)).choose(10, 3);
            int count = 0;
            for (int i = 0; i < chosen.length; i++) {
                times[i] += chosen[i] ? 1 : 0;
                count += chosen[i] ? 1 : 0;
            }
            assertThat(count).as("seed %d", seed).isEqualTo(3);
        }
        for (int time : times) {
            assertThat(time).isCloseTo(6_000, within(260));
        }
    }

    @Test
    void integersFillTheirRangeEvenly() {
        int[] times = new int[7];
        SeededRandom random = new SeededRandom(4);
        for (int i = 0; i < 70_000; i++) {
            times[random.nextInt(7)]++;
        }
        for (int time : times) {
            assertThat(time).isCloseTo(10_000, within(400));
        }
    }
}
