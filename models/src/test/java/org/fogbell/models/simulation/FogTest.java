package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FogTest {
    @ParameterizedTest
    @CsvSource({"1, 0.005, 40", "3, 0.02, 25", "5, 0.06, 12"})
    void intensityFallsWithDistanceByBeerAndLambert(int severity, double alpha, double range) {
        PointCloud seen = Corruption.of("fog-attenuation", severity).apply(SampleSweeps.wall(10, range, 0.8), 1);
        assertThat(seen.size()).isEqualTo(10);
        assertThat((double) seen.intensity(0)).isCloseTo(0.8 * Math.exp(-2 * alpha * range), within(1e-6));
        assertThat((double) seen.x(0)).isCloseTo(range, within(1e-5));
    }

    /** A target of reflectance rho is lost where rho exp(-2 a r) / r^2 is below 0.9 / 120^2. */
    @Test
    void losesWhatTheDetectionFloorHides() {
        double alpha = 0.03;
        double limit = 1;
        while (0.5 * Math.exp(-2 * alpha * limit) / (limit * limit) > 0.9 / (120 * 120)) {
            limit += 0.01;
        }
        Corruption fog = Corruption.of("fog-attenuation", 4);
        assertThat(fog.apply(SampleSweeps.wall(1, limit - 0.1, 0.5), 1).size()).isEqualTo(1);
        assertThat(fog.apply(SampleSweeps.wall(1, limit + 0.1, 0.5), 1).size()).isZero();
    }

    /** What is seen in clear air at intensity 0 has twice the power that detection takes. */
    @Test
    void darkPointsAreLostWhereHalfTheirLightIs() {
        double half = Math.log(2) / (2 * 0.01);
        Corruption fog = Corruption.of("fog-attenuation", 2);
        assertThat(fog.apply(SampleSweeps.wall(1, half - 0.1, 0), 1).size()).isEqualTo(1);
        assertThat(fog.apply(SampleSweeps.wall(1, half + 0.1, 0), 1).size()).isZero();
    }

    /** I(R) of Hahner et al., by the midpoint rule over time, its maximum over every centimetre up to the target
     * (or to 12 m: beyond, it only falls). */
    @ParameterizedTest
    @CsvSource({"0.005, 3", "0.005, 60", "0.02, 8", "0.03, 35", "0.06, 2", "0.06, 25", "0.06, 150"})
    void fogEchoIsThePublishedIntegral(double alpha, double target) {
        double best = 0;
        double bestRange = 0;
        for (int centimetres = 1; centimetres <= 100 * Math.min(target, 12); centimetres++) {
            double range = centimetres / 100.0;
            double response = response(alpha, range, target);
            if (response > best) {
                best = response;
                bestRange = range;
            }
        }
        double beta = 0.046 * alpha / Math.log(20);
        double expected = target * target * beta / (1e-6 / Math.PI) * best;
        FogEcho fog = FogEcho.of(alpha);
        assertThat(fog.intensity(target)).isCloseTo(expected, Percentage.withPercentage(0.2));
        assertThat(fog.rangeMetres(target)).isCloseTo(bestRange, within(0.11));
    }

    private static double response(double alpha, double range, double target) {
        int steps = 1_000;
        double tau = 20e-9;
        double dt = 2 * tau / steps;
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            double t = (step + 0.5) * dt;
            double r = range - 299_792_458.0 * t / 2;
            double overlap = r <= 0.9 ? 0 : r >= 1 ? 1 : (r - 0.9) / 0.1;
            double visible = target - r >= 0 ? 1 : 0;
            double pulse = Math.pow(Math.sin(Math.PI * t / (2 * tau)), 2);
            sum += overlap > 0 ? pulse * Math.exp(-2 * alpha * r) / (r * r) * overlap * visible * dt : 0;
        }
        return sum;
    }

    @Test
    void theStrongerEchoWinsAndNoPointIsLost() {
        Corruption fog = Corruption.of("fog", 5);
        PointCloud near = fog.apply(SampleSweeps.wall(3, 10, 0.5), 1);
        assertThat((double) near.x(2)).isCloseTo(10, within(1e-5));
        assertThat((double) near.intensity(2)).isCloseTo(0.5 * Math.exp(-2 * 0.06 * 10), within(1e-6));
        PointCloud far = fog.apply(SampleSweeps.wall(3, 80, 0.5), 1);
        assertThat((double) far.x(2)).isLessThan(10);
        assertThat((double) far.intensity(2))
                .isCloseTo(Math.min(1, 0.5 * FogEcho.of(0.06).intensity(80)), within(1e-6))
                .isGreaterThan(0.5 * Math.exp(-2 * 0.06 * 80));
        PointCloud room = SampleSweeps.room(32, 300);
        for (int severity = 1; severity <= 5; severity++) {
            assertThat(Corruption.of("fog", severity).apply(room, 1).size()).isEqualTo(room.size());
        }
    }

    @Test
    void denserFogPullsMorePointsToItself() {
        PointCloud room = SampleSweeps.room(32, 300);
        long before = -1;
        for (int severity = 1; severity <= 5; severity++) {
            PointCloud seen = Corruption.of("fog", severity).apply(room, 1);
            long pulled = IntStream.range(0, seen.size())
                    .filter(point -> Beam.rangeMetres(seen, point) < 0.9 * Beam.rangeMetres(room, point))
                    .count();
            assertThat(pulled).as("severity %d", severity).isGreaterThanOrEqualTo(before);
            before = pulled;
        }
        assertThat(before).isPositive();
    }
}
