package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class BeamTest {
    @Test
    void anglesAreThoseOfAtan2() {
        SeededRandom random = new SeededRandom(1);
        double worst = 0;
        for (int i = 0; i < 100_000; i++) {
            double x = random.nextDouble(-50, 50);
            double y = random.nextDouble(-50, 50) * (i % 5 == 0 ? 1e-4 : 1);
            worst = Math.max(worst, Math.abs(Beam.atan2(y, x) - Math.atan2(y, x)));
        }
        assertThat(worst).isLessThan(3e-8);
        for (int i = 0; i < 8; i++) {
            double x = Math.round(2 * Math.cos(i * Math.PI / 4)) / 2.0;
            double y = Math.round(2 * Math.sin(i * Math.PI / 4)) / 2.0;
            assertThat(Beam.atan2(y, x)).isCloseTo(Math.atan2(y, x), within(3e-8));
        }
        assertThat(Beam.atan2(0, 0)).isZero();
    }

    @Test
    void onlyFinitePointsAwayFromTheSensorAreReturns() {
        float inf = Float.POSITIVE_INFINITY;
        PointCloud cloud = new PointCloud(
                new float[] {1, 2, 2, 0, 0, 0, 0, 1, Float.NaN, 0, 0, 1, 1, -inf, 0, 1, 1, 1, Float.NaN, 0});
        assertThat(Beam.isReturn(cloud, 0)).isTrue();
        assertThat(Beam.rangeMetres(cloud, 0)).isEqualTo(3);
        for (int point = 1; point < 5; point++) {
            assertThat(Beam.isReturn(cloud, point)).as("point %d", point).isFalse();
        }
    }
}
