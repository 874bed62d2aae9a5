package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class SweepComparisonTest {
    @Test
    void aSampleIsAtNoDistanceFromItself() {
        float[] sample = {1, 2, 2, 5};
        assertThat(SweepComparison.kolmogorovSmirnov(sample, sample)).isZero();
        assertThat(SweepComparison.wasserstein(sample, sample)).isZero();
    }

    @Test
    void aShiftIsItsOwnWassersteinDistance() {
        float[] sample = uniform(1_000, 0);
        float[] shifted = uniform(1_000, 0.25f);
        assertThat(SweepComparison.wasserstein(sample, shifted)).isCloseTo(0.25, within(1e-6));
        assertThat(SweepComparison.kolmogorovSmirnov(sample, shifted)).isCloseTo(0.25, within(2e-3));
    }

    private static float[] uniform(int size, float shift) {
        float[] sample = new float[size];
        for (int i = 0; i < size; i++) {
            sample[i] = (float) i / size + shift;
        }
        return sample;
    }

    @Test
    void samplesApartAreAsFarAsTheirMeans() {
        float[] low = {0, 1};
        float[] high = {10, 11, 12};
        assertThat(SweepComparison.kolmogorovSmirnov(low, high)).isEqualTo(1);
        assertThat(SweepComparison.wasserstein(low, high)).isCloseTo(11 - 0.5, within(1e-9));
        assertThat(SweepComparison.wasserstein(high, low)).isCloseTo(11 - 0.5, within(1e-9));
    }

    @Test
    void distancesAgreeWithTheDefinitionOnRandomSamples() {
        for (int seed = 0; seed < 20; seed++) {
            Dice dice = new Dice(seed, 0);
            float[] first = random(dice, 5 + dice.below(20));
            float[] second = random(dice, 5 + dice.below(20));
            double largest = 0;
            double area = 0;
            for (int step = -10; step < 120; step++) {
                double difference = Math.abs(share(first, step) - share(second, step));
                largest = Math.max(largest, difference);
                area += difference;
            }
            assertThat(SweepComparison.kolmogorovSmirnov(first, second))
                    .as("seed %d", seed)
                    .isCloseTo(largest, within(1e-9));
            assertThat(SweepComparison.wasserstein(first, second))
                    .as("seed %d", seed)
                    .isCloseTo(area, within(1e-9));
        }
    }

    private static float[] random(Dice dice, int size) {
        float[] sample = new float[size];
        for (int i = 0; i < size; i++) {
            sample[i] = dice.below(100);
        }
        Arrays.sort(sample);
        return sample;
    }

    private static double share(float[] sample, double upTo) {
        int below = 0;
        for (float value : sample) {
            below += value <= upTo ? 1 : 0;
        }
        return (double) below / sample.length;
    }

    @Test
    void levelGroundIsGroundAndAWallIsNot() {
        float[] xyzi = new float[4 * 4_000];
        for (int i = 0; i < 4_000; i++) {
            double azimuth = i * 0.1;
            boolean wall = i % 4 == 0;
            double range = wall ? 25 : 4 + i % 20;
            xyzi[i * 4] = (float) (range * Math.cos(azimuth));
            xyzi[i * 4 + 1] = (float) (range * Math.sin(azimuth));
            xyzi[i * 4 + 2] = wall ? 0.5f : -1.7f;
        }
        SweepStatistics statistics = SweepStatistics.of(List.of(new PointCloud(xyzi)));
        assertThat(statistics.groundShare()).isCloseTo(0.75, within(1e-9));
        assertThat(statistics.pointsPerSweep()).isEqualTo(4_000);
    }

    @Test
    void pointsThatStandForNoEchoDoNotCount() {
        float nan = Float.NaN;
        PointCloud cloud = new PointCloud(new float[] {0, 0, 0, 0, nan, 1, 1, 1, 5, 0, 0, 0.5f, 1e30f, 1e30f, 0, 0});
        SweepStatistics statistics = SweepStatistics.of(List.of(cloud));
        assertThat(statistics.ranges()).contains(5f).doesNotContain(0f);
        assertThat(statistics.ranges()[0]).isEqualTo(5f);
        assertThatThrownBy(() -> SweepStatistics.of(List.of(PointCloud.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none in 1 sweeps");
    }

    @Test
    void theTableNamesBothSides() {
        SweepStatistics statistics =
                SweepStatistics.of(List.of(new PointCloud(new float[] {3, 4, 0, 0.5f, 6, 8, 0, 0.25f})));
        String table = SweepComparison.of(statistics, statistics).table("real", "simulated");
        assertThat(table)
                .startsWith("| | real | simulated |")
                .contains("| median range in m | 10.00 | 10.00 | 0.000 |");
    }
}
