package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

/** Each statistic sees the fault that it was written for, on a sensor that turns above a level ground. */
class ScanPatternTest {
    private static final int RINGS = 24;
    private static final int SHOTS = 360;
    private static final double MOUNT_METRES = 1.7;

    @FunctionalInterface
    private interface Shot {
        /** The range that is reported; NaN where there is no echo. */
        double range(int ring, int shot, double range);
    }

    @FunctionalInterface
    private interface Light {
        double intensity(int ring, int shot);
    }

    private static final Light EVEN = (ring, shot) -> 0.3;
    private final Map<String, Double> sound = statistics((ring, shot, range) -> range, EVEN);

    @Test
    void aSoundSweepShowsNothing() {
        assertThat(sound)
                .containsEntry("rings", (double) RINGS)
                .containsEntry("lost_azimuth_share", 0.0)
                .containsEntry("hole_share", 0.0)
                .containsEntry("dark_patch_share", 0.0)
                .containsEntry("ladder_share", 0.0)
                .containsEntry("spiral_share", 0.0)
                .containsEntry("steady_share", 0.0)
                .containsEntry("thin_share", 0.0);
    }

    @Test
    void aRingThatIsDarkIsNotCounted() {
        assertThat(statistics((ring, shot, range) -> ring == 7 ? Double.NaN : range, EVEN))
                .containsEntry("rings", RINGS - 1.0);
    }

    @Test
    void packetsThatNeverCameAreAzimuthsLost() {
        assertThat(statistics((ring, shot, range) -> shot % 60 == 11 ? Double.NaN : range, EVEN)
                        .get("lost_azimuth_share"))
                .isCloseTo(6.0 / 360, within(0.002));
    }

    @Test
    void aSideThatTheSensorDoesNotLookToIsNoLoss() {
        assertThat(statistics((ring, shot, range) -> shot > 40 && shot < 320 ? Double.NaN : range, EVEN)
                        .get("lost_azimuth_share"))
                .isZero();
    }

    @Test
    void aPieceThatIsCutOutIsAHole() {
        double share = statistics(
                        (ring, shot, range) -> ring >= 6 && ring < 12 && shot >= 100 && shot < 130 ? Double.NaN : range,
                        EVEN)
                .get("hole_share");
        assertThat(share).isBetween(0.01, 0.05);
    }

    @Test
    void dirtOnTheWindowIsADarkPatch() {
        double share = statistics(
                        (ring, shot, range) -> range, (ring, shot) -> shot >= 100 && shot < 140 ? 0.3 * 0.09 : 0.3)
                .get("dark_patch_share");
        assertThat(share).isCloseTo(40.0 / 360, within(0.03));
    }

    @Test
    void dirtOnTheWindowDimsASide() {
        assertThat(sound.get("dim_side_ratio")).isCloseTo(1, within(0.02));
        Light dirty = (ring, shot) -> shot >= 100 && shot < 140 ? 0.3 * 0.09 : 0.3;
        assertThat(statistics((ring, shot, range) -> range, dirty).get("dim_side_ratio"))
                .isBetween(0.1, 0.2);
        Shot vehicle = (ring, shot, range) -> shot >= 100 && shot < 140 ? Math.min(range, 4) : range;
        assertThat(statistics(vehicle, dirty).get("dim_side_ratio"))
                .as("a dark vehicle close by")
                .isCloseTo(1, within(0.02));
    }

    /** Half of the lasers, in ten degrees: all that look the same way meet the same range, as the foreign clock runs on. */
    @Test
    void anotherLidarsPulsesMakeLadders() {
        Shot foreign = (ring, shot, range) -> shot >= 100 && shot < 110 && (ring * 7 + shot * 3) % 4 < 2
                ? Math.min(range, 2.5 + (shot - 100) * 0.11)
                : range;
        assertThat(statistics(foreign, EVEN).get("ladder_share")).isGreaterThan(5e-4);
    }

    @Test
    void whatStandsThereMakesNone() {
        Shot post = (ring, shot, range) -> shot % 50 == 7 ? Math.min(range, 3) : range;
        assertThat(statistics(post, EVEN)).containsEntry("ladder_share", 0.0);
        // Three rungs, as of a fence.
        Shot fence = (ring, shot, range) -> shot % 50 == 7 && ring % 2 == 0 && ring < 6 ? 3 : range;
        assertThat(statistics(fence, EVEN)).containsEntry("ladder_share", 0.0);
        Shot longer = (ring, shot, range) -> shot % 50 == 7 && ring % 2 == 0 && ring < 8 ? 3 : range;
        assertThat(statistics(longer, EVEN).get("ladder_share"))
                .as("three gaps in each of eight places")
                .isCloseTo(24.0 / (RINGS * SHOTS), within(1e-9));
    }

    /** As the ladders, with a clock that runs faster against ours: the next shot meets another range. */
    @Test
    void anotherLidarsPulsesMakeAnArmOfASpiral() {
        Shot foreign = (ring, shot, range) -> shot >= 100 && shot < 110 && (ring * 7 + shot * 3) % 4 < 2
                ? Math.min(range, 2.5 + (shot - 100) * 1.3)
                : range;
        assertThat(statistics(foreign, EVEN).get("spiral_share")).isGreaterThan(1e-3);
        Shot still = (ring, shot, range) ->
                shot >= 100 && shot < 110 && (ring * 7 + shot * 3) % 4 < 2 ? Math.min(range, 3) : range;
        assertThat(statistics(still, EVEN))
                .as("the directions to the left and right know the range too")
                .containsEntry("spiral_share", 0.0);
    }

    @Test
    void whatStandsThereMakesNoArm() {
        Shot post = (ring, shot, range) -> shot % 50 == 7 ? Math.min(range, 3) : range;
        assertThat(statistics(post, EVEN)).containsEntry("spiral_share", 0.0);
        Shot fence = (ring, shot, range) -> shot % 50 == 7 && ring % 2 == 0 && ring < 6 ? 3 : range;
        assertThat(statistics(fence, EVEN)).containsEntry("spiral_share", 0.0);
        Shot longer = (ring, shot, range) -> shot % 50 == 7 && ring % 2 == 0 && ring < 8 ? 3 : range;
        assertThat(statistics(longer, EVEN).get("spiral_share"))
                .as("four echoes with three gaps in each of eight places")
                .isCloseTo(32.0 / (RINGS * SHOTS), within(1e-9));
    }

    @Test
    void aLaserThatRepeatsOneRangeIsSteady() {
        assertThat(statistics((ring, shot, range) -> ring == 5 ? 9 : range, EVEN)
                        .get("steady_share"))
                .isCloseTo(1.0 / RINGS, within(0.01));
    }

    @Test
    void whatFloatsInTheAirIsThinAndWhereItIsFaintCountedApart() {
        Map<String, Double> drops = statistics(
                (ring, shot, range) -> ring % 6 == 3 && shot % 20 == 10 ? range / 2 : range,
                (ring, shot) -> ring % 6 == 3 && shot % 20 == 10 ? 0.01 : 0.3);
        assertThat(drops.get("thin_share")).isGreaterThan(0.004);
        assertThat(drops.get("faint_floating_share")).isCloseTo(drops.get("thin_share"), within(0.001));
        Map<String, Double> bright =
                statistics((ring, shot, range) -> ring % 6 == 3 && shot % 20 == 10 ? range / 2 : range, EVEN);
        assertThat(bright.get("faint_floating_share")).isZero();
    }

    @Test
    void rangesThatAreTooLongLowerTheLane() {
        double lower = statistics((ring, shot, range) -> range + 0.2, EVEN).get("lane_height_metres");
        assertThat(lower).isLessThan(sound.get("lane_height_metres") - 0.04);
        assertThat(sound.get("lane_height_metres")).isCloseTo(-MOUNT_METRES, within(0.01));
    }

    @Test
    void rangesThatAreTooLongAreToldByTheRoad() {
        assertThat(sound.get("range_offset_metres")).isCloseTo(0, within(0.03));
        for (double offset : new double[] {-0.3, 0.1, 0.2, 0.5}) {
            assertThat(statistics((ring, shot, range) -> range + offset, EVEN).get("range_offset_metres"))
                    .isCloseTo(offset, within(0.04));
        }
        assertThat(statistics((ring, shot, range) -> shot > 90 && shot < 270 ? Double.NaN : range, EVEN))
                .as("of one end alone")
                .doesNotContainKey("range_offset_metres");
    }

    @Test
    void theGroundsIntensityIsToldByDistance() {
        Map<String, Double> wet = statistics((ring, shot, range) -> range, (ring, shot) -> ring < 7 ? 0.1 : 0.3);
        assertThat(wet.get("near_ground_intensity")).isCloseTo(0.3, within(1e-6));
        assertThat(wet.get("far_ground_intensity")).isLessThan(0.2);
    }

    private static Map<String, Double> statistics(Shot shots, Light light) {
        Random random = new Random(3);
        float[] xyzi = new float[RINGS * SHOTS * PointCloud.STRIDE];
        int next = 0;
        for (int ring = 0; ring < RINGS; ring++) {
            double elevation = Math.toRadians(-4 - 0.9 * ring);
            for (int shot = 0; shot < SHOTS; shot++) {
                double azimuth = Math.toRadians(shot + 0.5);
                double range = -MOUNT_METRES / Math.sin(elevation) + 0.02 * random.nextGaussian();
                double seen = shots.range(ring, shot, range);
                if (Double.isFinite(seen)) {
                    xyzi[next++] = (float) (seen * Math.cos(elevation) * Math.cos(azimuth));
                    xyzi[next++] = (float) (seen * Math.cos(elevation) * Math.sin(azimuth));
                    xyzi[next++] = (float) (seen * Math.sin(elevation));
                    xyzi[next++] = (float) light.intensity(ring, shot);
                }
            }
        }
        return FrameStatistics.of(new PointCloud(Arrays.copyOf(xyzi, next)));
    }
}
