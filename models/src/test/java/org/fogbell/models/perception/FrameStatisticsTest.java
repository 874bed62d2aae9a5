package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class FrameStatisticsTest {
    @Test
    void describesRangesAndIntensitiesByQuantiles() {
        // Ranges 1, 2, ... 100 m straight up, intensities 0.01 ... 1.
        float[] points = new float[400];
        for (int i = 0; i < 100; i++) {
            points[4 * i + 2] = i + 1;
            points[4 * i + 3] = (i + 1) / 100f;
        }
        Map<String, Double> statistics = FrameStatistics.of(new PointCloud(points));
        assertThat(statistics.get("points")).isEqualTo(100);
        assertThat(statistics.get("range_p10_metres")).isCloseTo(10, within(0.5));
        assertThat(statistics.get("range_p50_metres")).isCloseTo(50, within(0.5));
        assertThat(statistics.get("range_p90_metres")).isCloseTo(90, within(0.5));
        assertThat(statistics.get("intensity_p50")).isCloseTo(0.5, within(0.01));
    }

    @Test
    void countsDroppedPointsAndKeepsThemOutOfEverything() {
        float[] points = {3, 4, 0, 0.5f, Float.NaN, 0, 0, 0, 0, 0, 0, Float.POSITIVE_INFINITY};
        Map<String, Double> statistics = FrameStatistics.of(new PointCloud(points));
        assertThat(statistics.get("points")).isEqualTo(1);
        assertThat(statistics.get("dropped_points")).isEqualTo(2);
        assertThat(statistics.get("range_p50_metres")).isCloseTo(5, within(0.25));
        assertThat(statistics.get("empty_sector_share")).isCloseTo(71 / 72.0, within(1e-12));
    }

    @Test
    void keepsGroundWithoutAnIntensityOutOfTheGroundsStatistics() {
        float[] ground = new float[4 * 2_000];
        for (int i = 0; i < 2_000; i++) {
            ground[4 * i] = 3 + i % 50 * 0.4f;
            ground[4 * i + 1] = i / 50 * 0.4f - 8;
            ground[4 * i + 2] = -1.7f;
            ground[4 * i + 3] = 0.25f;
        }
        Map<String, Double> sound = FrameStatistics.of(new PointCloud(ground));
        float[] faulty = Arrays.copyOf(ground, ground.length + 8);
        System.arraycopy(new float[] {5, 0, -1.7f, Float.NaN, 6, 0, Float.NEGATIVE_INFINITY, 1}, 0, faulty, 8_000, 8);
        assertThat(FrameStatistics.of(new PointCloud(faulty)))
                .containsEntry("dropped_points", 2.0)
                .containsEntry("near_ground_intensity", 0.25)
                .containsEntry("ground_share", sound.get("ground_share"))
                .containsEntry("below_ground_share", 0.0);
    }

    @Test
    void seesWhichSectorsAreEmpty() {
        float[] ahead = new float[4 * 1000];
        float[] around = new float[4 * 1000];
        for (int i = 0; i < 1000; i++) {
            double angle = 2 * Math.PI * i / 1000;
            around[4 * i] = (float) Math.cos(angle);
            around[4 * i + 1] = (float) Math.sin(angle);
            ahead[4 * i] = (float) Math.cos(angle / 2 - Math.PI / 2);
            ahead[4 * i + 1] = (float) Math.sin(angle / 2 - Math.PI / 2);
        }
        assertThat(FrameStatistics.of(new PointCloud(around)).get("empty_sector_share"))
                .isZero();
        assertThat(FrameStatistics.of(new PointCloud(ahead)).get("empty_sector_share"))
                .isCloseTo(0.5, within(0.02));
    }

    @Test
    void isFiniteForASweepOfNothingAndOfHugeValues() {
        assertThat(FrameStatistics.of(PointCloud.EMPTY))
                .containsEntry("points", 0.0)
                .containsEntry("empty_sector_share", 1.0);
        float huge = Float.MAX_VALUE;
        assertThat(FrameStatistics.of(new PointCloud(new float[] {huge, -huge, huge, huge, 0, 0, 0, -huge})))
                .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
    }

    @Test
    void describesLightAndDetailOfAnImage() {
        // Columns of black and white in turn.
        byte[] stripes = new byte[8 * 4 * 3];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i / 3 % 2 == 0 ? 0 : 255);
        }
        Map<String, Double> statistics = FrameStatistics.of(new CameraImage(8, 4, stripes));
        assertThat(statistics.get("brightness")).isCloseTo(0.5, within(1e-9));
        assertThat(statistics.get("contrast")).isCloseTo(0.5, within(1e-9));
        assertThat(statistics.get("sharpness")).isCloseTo(7 / 8.0, within(1e-9));
        assertThat(statistics.get("dark_share")).isEqualTo(0.5);
        assertThat(statistics.get("bright_share")).isEqualTo(0.5);
    }
}
