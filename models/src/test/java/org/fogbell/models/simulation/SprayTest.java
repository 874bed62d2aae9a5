package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class SprayTest {
    private static final double TAIL = 20;

    @Test
    void findsTheVehicleAndNoWallOrPost() {
        List<VehicleCluster> found = VehicleCluster.in(street());
        assertThat(found).hasSize(1);
        VehicleCluster car = found.get(0);
        assertThat(car.minX()).isCloseTo(TAIL, within(0.05));
        assertThat(car.minY()).isCloseTo(-0.9, within(0.05));
        assertThat(car.maxY()).isCloseTo(0.9, within(0.05));
        assertThat(car.groundZ()).isCloseTo(-1.73, within(0.05));
        assertThat(car.maxZ()).isCloseTo(-0.23, within(0.05));
    }

    /** Beer and Lambert along the x axis: the depth from 15 m behind the tail is sigma * 5 m * (1 - exp(-3)). */
    @Test
    void beamsEndInThePlumeByBeerAndLambert() {
        double sigma = CorruptionKind.SPRAY.strength(2);
        double depth = sigma * 5 * (1 - Math.exp(-3));
        int through = 0;
        int beams = 0;
        for (int seed = 0; seed < 12; seed++) {
            PointCloud street = street();
            PointCloud wet = Corruption.of("spray", 2).apply(street, seed);
            beams += onTheCarsBack(street);
            through += onTheCarsBack(wet);
        }
        assertThat(beams).isGreaterThan(2_000);
        assertThat(through / (double) beams).isCloseTo(Math.exp(-depth), within(0.03));
    }

    /** Points in the middle of the car's back, where the plume is thickest. */
    private static int onTheCarsBack(PointCloud cloud) {
        int count = 0;
        for (int point = 0; point < cloud.size(); point++) {
            boolean central = Math.abs(cloud.y(point)) < 0.1 && Math.abs(cloud.z(point) + 0.6) < 0.35;
            count += central && cloud.x(point) == (float) TAIL ? 1 : 0;
        }
        return count;
    }

    @Test
    void whatIsNotBehindAVehicleStaysAsItIs() {
        PointCloud street = street();
        PointCloud wet = Corruption.of("spray", 5).apply(street, 1);
        int changed = 0;
        for (int point = 0; point < wet.size(); point++) {
            boolean aside = Math.abs(wet.y(point)) > 0.5 * Math.abs(wet.x(point));
            changed += aside && wet.intensity(point) != 0.4f ? 1 : 0;
        }
        assertThat(changed).isZero();
        PointCloud empty = SampleSweeps.room();
        assertThat(Corruption.of("spray", 5).apply(empty, 1).xyzi()).isEqualTo(empty.xyzi());
    }

    @Test
    void recordedStreetHasVehicles() {
        assertThat(VehicleCluster.in(SampleSweeps.fullSweep())).hasSizeBetween(5, 60);
    }

    /** Level ground, a car's back 20 m ahead, a long wall to the left and a post to the right; intensity 0.4. */
    private static PointCloud street() {
        PointList points = new PointList(100_000);
        for (double x = -30; x < 30; x += 0.3) {
            for (double y = -12; y < 12; y += 0.3) {
                points.add((float) x, (float) y, -1.73f, 0.4f);
            }
            for (double z = -1.7; z < 2; z += 0.3) {
                points.add((float) x, 12f, (float) z, 0.4f);
            }
        }
        for (double z = -1.7; z < 1.5; z += 0.05) {
            points.add(10f, -5f, (float) z, 0.4f);
        }
        for (double y = -0.9; y <= 0.9; y += 0.02) {
            for (double z = -1.4; z <= -0.23; z += 0.03) {
                points.add((float) TAIL, (float) y, (float) z, 0.4f);
            }
        }
        return points.toCloud();
    }
}
