package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

/** What the statistics of a sweep say of the faults they are there for. */
class SweepGuardRailsTest {
    private static final double HEIGHT_METRES = 1.7;
    private static final int RINGS = 50;
    private static final int STEPS = 900;

    private final Random random = new Random(3);

    @Test
    void measureTheGroundTheSensorStandsOn() {
        Map<String, Double> level = statistics(sweep(0, 0, 0));
        assertThat(level.get("ground_height_metres")).isCloseTo(-HEIGHT_METRES, within(0.01));
        assertThat(level.get("ground_slope_ahead")).isCloseTo(0, within(0.001));
        assertThat(level.get("ground_share")).isGreaterThan(0.9);
        assertThat(level.get("below_ground_share")).isZero();
        Map<String, Double> tilted = statistics(sweep(0, 0.02, 0));
        assertThat(tilted.get("ground_slope_ahead")).isCloseTo(0.02, within(0.002));
        assertThat(tilted.get("ground_slope_aside")).isCloseTo(0, within(0.002));
    }

    @Test
    void growRoughWithTheNoiseOfTheRange() {
        double before = statistics(sweep(0, 0, 0)).get("roughness_metres");
        for (double sigma : new double[] {0.02, 0.05, 0.1}) {
            Map<String, Double> noisy = statistics(sweep(sigma, 0, 0));
            assertThat(noisy.get("roughness_metres"))
                    .as("median of |N(0, %s)|, seed 3", sigma)
                    .isCloseTo(0.6745 * sigma, within(0.1 * sigma))
                    .isGreaterThan(before);
        }
    }

    @Test
    void seeReturnsThatFloatInFrontOfEverything() {
        Map<String, Double> clear = statistics(sweep(0, 0, 0));
        Map<String, Double> snowing = statistics(sweep(0, 0, 0.02));
        assertThat(clear.get("spike_share")).isZero();
        assertThat(snowing.get("spike_share")).isBetween(0.01, 0.03);
        assertThat(snowing.get("isolated_share")).isGreaterThan(clear.get("isolated_share") + 0.05);
    }

    @Test
    void seeThatRingsAreDark() {
        PointCloud whole = sweep(0, 0, 0);
        float[] left = new float[whole.xyzi().length / 2];
        for (int ring = 0; ring < RINGS; ring += 2) {
            System.arraycopy(whole.xyzi(), ring * STEPS * 4, left, ring / 2 * STEPS * 4, STEPS * 4);
        }
        Map<String, Double> before = statistics(whole);
        Map<String, Double> after = statistics(new PointCloud(left));
        assertThat(after.get("empty_elevation_share")).isGreaterThan(before.get("empty_elevation_share") + 0.2);
        assertThat(after.get("elevation_evenness")).isLessThan(0.7 * before.get("elevation_evenness"));
    }

    @Test
    void seeThatASideIsDark() {
        PointCloud whole = sweep(0, 0, 0);
        float[] half = new float[whole.xyzi().length];
        int size = 0;
        for (int point = 0; point < whole.size(); point++) {
            if (whole.x(point) > 0) {
                System.arraycopy(whole.xyzi(), point * 4, half, size, 4);
                size += 4;
            }
        }
        assertThat(statistics(whole).get("sector_evenness")).isCloseTo(1, within(0.03));
        assertThat(statistics(new PointCloud(Arrays.copyOf(half, size))).get("sector_evenness"))
                .isCloseTo(0.5, within(0.03));
    }

    @Test
    void areFiniteForPointsAtTheSensorAndStraightAboveIt() {
        PointCloud odd = new PointCloud(new float[] {0, 0, 0, 0, 0, 0, 5, 1, 0, 0, 5, 1, 0, 0, -5, 1, 1, 1, -1.7f, 0});
        assertThat(statistics(odd))
                .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
    }

    @Test
    void doNotDependOnTheOrderOfThePointsButForThoseThatCompareNeighbours() {
        PointCloud sweep = sweep(0.03, 0.01, 0.01);
        float[] backwards = new float[sweep.xyzi().length];
        for (int point = 0; point < sweep.size(); point++) {
            System.arraycopy(sweep.xyzi(), point * 4, backwards, (sweep.size() - 1 - point) * 4, 4);
        }
        Map<String, Double> reversed = statistics(new PointCloud(backwards));
        statistics(sweep)
                .forEach(
                        (name, value) -> assertThat(reversed.get(name)).as(name).isCloseTo(value, within(1e-6)));
    }

    private static Map<String, Double> statistics(PointCloud sweep) {
        return FrameStatistics.of(sweep);
    }

    /**
     * Ring by ring over a plane.
     *
     * @param sigma of the range, metres
     * @param slope of the ground ahead
     * @param floating share of returns at a third of their range
     */
    private PointCloud sweep(double sigma, double slope, double floating) {
        float[] xyzi = new float[RINGS * STEPS * 4];
        int next = 0;
        for (int ring = 0; ring < RINGS; ring++) {
            double elevation = Math.toRadians(-24 + 0.4 * ring);
            for (int step = 0; step < STEPS; step++) {
                double azimuth = 2 * Math.PI * step / STEPS;
                double x = Math.cos(elevation) * Math.cos(azimuth);
                double y = Math.cos(elevation) * Math.sin(azimuth);
                double z = Math.sin(elevation);
                double range = -HEIGHT_METRES / (z - slope * x) + sigma * random.nextGaussian();
                range *= random.nextDouble() < floating ? 1 / 3.0 : 1;
                xyzi[next++] = (float) (range * x);
                xyzi[next++] = (float) (range * y);
                xyzi[next++] = (float) (range * z);
                xyzi[next++] = 0.4f;
            }
        }
        return new PointCloud(xyzi);
    }
}
