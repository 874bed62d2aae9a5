package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.fogbell.models.eloss.Medians;
import org.junit.jupiter.api.Test;

class MedianSampleTest {
    private static final int CAPACITY = 12;

    @Test
    void roundsToTwentyFourBits() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            double number = random.nextGaussian() * Math.exp(40 * random.nextGaussian());
            float rounded = MedianSample.rounded(number);
            if (Math.abs(number) > Float.MAX_VALUE) {
                assertThat(rounded).isEqualTo(Math.copySign(Float.POSITIVE_INFINITY, (float) number));
                continue;
            }
            assertThat(Float.floatToRawIntBits(rounded) & 0xFF).as("%s", number).isZero();
            assertThat(MedianSample.rounded(rounded)).isEqualTo(rounded);
            if (Math.abs(number) >= Float.MIN_NORMAL && Float.isFinite(rounded)) {
                assertThat(Math.abs(rounded - number)).as("%s", number).isLessThanOrEqualTo(1.6e-5 * Math.abs(number));
            }
        }
        assertThat(MedianSample.rounded(Double.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(MedianSample.rounded(-0.0)).isEqualTo(-0.0f);
        assertThat(MedianSample.rounded(3)).isEqualTo(3);
    }

    @Test
    void isExactUpToItsCapacity() {
        for (long seed = 0; seed < 50; seed++) {
            double[] numbers = numbers(new Random(seed), 1 + (int) (seed % CAPACITY), -9, 9);
            MedianSample sample = of(numbers, CAPACITY);
            assertThat(sample.counts()).isEmpty();
            assertThat(sample.median()).as("seed %d", seed).isEqualTo(Medians.of(numbers));
        }
        assertThat(MedianSample.EMPTY.median()).isNaN();
    }

    @Test
    void isExactWhenExactSamplesAreTakenTogether() {
        for (long seed = 0; seed < 50; seed++) {
            double[] numbers = numbers(new Random(seed), 30, -9, 9);
            MedianSample all = MedianSample.EMPTY;
            for (int from = 0; from < numbers.length; from += 10) {
                all = all.plus(of(Arrays.copyOfRange(numbers, from, from + 10), CAPACITY));
            }
            assertThat(all.median()).as("seed %d", seed).isEqualTo(Medians.of(numbers));
        }
    }

    @Test
    void staysNearTheMiddleRankPastItsCapacityInWhateverOrderNumbersCome() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int n = 13 + random.nextInt(500);
            double[] numbers = numbers(random, n, 0, 1);
            if (seed % 3 == 1) {
                Arrays.sort(numbers);
            } else if (seed % 3 == 2) {
                // From both ends inwards.
                double[] sorted = Arrays.stream(numbers).sorted().toArray();
                Arrays.setAll(numbers, i -> i % 2 == 0 ? sorted[i / 2] : sorted[n - 1 - i / 2]);
            }
            MedianSample sample = of(numbers, CAPACITY);
            assertThat(sample.values()).hasSize(CAPACITY).isSorted();
            assertThat(Arrays.stream(sample.counts()).sum()).isEqualTo(n);
            assertThat(Arrays.stream(sample.counts()).max().orElseThrow())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(Math.max(2, 2 * n / (CAPACITY + 1)));
            double below =
                    Arrays.stream(numbers).filter(x -> x < sample.median()).count() / (double) n;
            assertThat(below).as("seed %d, %d numbers", seed, n).isCloseTo(0.5, within(2.0 / (CAPACITY + 1)));
        }
    }

    /** Of single precision. */
    private static double[] numbers(Random random, int count, double from, double to) {
        return random.doubles(count, from, to).map(number -> (float) number).toArray();
    }

    private static MedianSample of(double[] numbers, int capacity) {
        MedianSample sample = MedianSample.EMPTY;
        for (double number : numbers) {
            sample = sample.plus((float) number, capacity);
        }
        return sample;
    }
}
