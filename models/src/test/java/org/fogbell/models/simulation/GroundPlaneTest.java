package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fogbell.models.frame.GroundPlane;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundPlaneTest {
    @ParameterizedTest
    @CsvSource({"0, 0, -1.73", "0.04, -0.02, -1.9", "-0.03, 0.05, -2.6", "0.01, 0, -0.9"})
    void findsASlopingGroundAmongWallsAndNoise(double slopeX, double slopeY, double offset) {
        SeededRandom random = new SeededRandom(5);
        PointList points = new PointList(6_000);
        for (int i = 0; i < 6_000; i++) {
            double x = random.nextDouble(-25, 25);
            double y = random.nextDouble(-25, 25);
            double above = i % 3 == 0 ? random.nextDouble(0, 4) : 0.02 * random.nextGaussian();
            points.add((float) x, (float) y, (float) (slopeX * x + slopeY * y + offset + above), 0.3f);
        }
        GroundPlane plane = GroundPlane.of(points.toCloud());
        assertThat(plane.slopeX()).isCloseTo(slopeX, within(0.002));
        assertThat(plane.slopeY()).isCloseTo(slopeY, within(0.002));
        assertThat(plane.offsetMetres()).isCloseTo(offset, within(0.03));
    }

    @Test
    void assumesALevelRoadWhereThereIsNoGround() {
        assertThat(GroundPlane.of(PointCloud.EMPTY)).isEqualTo(GroundPlane.LEVEL);
        assertThat(GroundPlane.of(SampleSweeps.wall(500, 10, 1))).isEqualTo(GroundPlane.LEVEL);
    }

    @Test
    void incidenceIsTheAngleToTheNormal() {
        PointCloud down = new PointCloud(new float[] {0, 0, -2, 1, 3, 0, -4, 1});
        GroundPlane level = new GroundPlane(0, 0, -2);
        assertThat(level.incidenceCosine(down, 0)).isCloseTo(1, within(1e-9));
        assertThat(level.incidenceCosine(down, 1)).isCloseTo(0.8, within(1e-9));
        GroundPlane slope = new GroundPlane(Math.tan(Math.toRadians(30)), 0, -2);
        assertThat(slope.incidenceCosine(down, 0)).isCloseTo(Math.cos(Math.toRadians(30)), within(1e-9));
    }

    @Test
    void findsTheRoadOfARecordedSweep() {
        GroundPlane plane = GroundPlane.of(SampleSweeps.fullSweep());
        assertThat(plane.offsetMetres()).isCloseTo(-1.75, within(0.15));
        assertThat(Math.hypot(plane.slopeX(), plane.slopeY())).isLessThan(0.03);
    }
}
