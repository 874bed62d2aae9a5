package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class BirdsEyeEncoderTest {
    private static final BirdsEyeGrid GRID = new BirdsEyeGrid(0, 4, -2, 2, -3, 2, 1, 5);
    private static final int CELLS = 16;
    private static final Offset<Float> NEAR = within(1e-4f);

    @Test
    void hasTheShapeThatItsLimitsGive() {
        assertThat(GRID.channels()).isEqualTo(10);
        assertThat(GRID.rows()).isEqualTo(4);
        assertThat(GRID.columns()).isEqualTo(4);
        assertThat(BirdsEyeGrid.around().size()).isEqualTo(10 * 128 * 128);
    }

    @Test
    void describesTheCellThatPointsFallInto() {
        // Both in row 1 and column 3; heights over the floor 1.5 m (slice 1) and 2.5 m (slice 2).
        float[] map = encode(1.5f, 1.2f, -1.5f, 0.2f, 1.9f, 1.9f, -0.5f, 0.4f);
        int cell = 1 * 4 + 3;
        assertThat(map[1 * CELLS + cell]).isCloseTo((float) Math.log(2), NEAR);
        assertThat(map[2 * CELLS + cell]).isCloseTo((float) Math.log(2), NEAR);
        assertThat(map[3 * CELLS + cell]).isZero();
        assertThat(map[5 * CELLS + cell]).as("highest").isCloseTo(2.5f / 5, NEAR);
        assertThat(map[6 * CELLS + cell]).as("mean").isCloseTo(2f / 5, NEAR);
        assertThat(map[7 * CELLS + cell]).as("scatter 0.5 m").isCloseTo(2 * (float) Math.log1p(0.5 / 0.02), NEAR);
        assertThat(map[8 * CELLS + cell]).as("intensity").isCloseTo(0.3f, NEAR);
        assertThat(map[9 * CELLS + cell]).as("count").isCloseTo((float) Math.log(3) / 2, NEAR);
        map[1 * CELLS + cell] = map[2 * CELLS + cell] = 0;
        for (int summary = 5; summary < 10; summary++) {
            map[summary * CELLS + cell] = 0;
        }
        assertThat(map).as("all other cells are empty").containsOnly(0);
    }

    @Test
    void countsPointsAboveAndBelowInTheOuterSlicesAndLeavesOutThoseBeside() {
        float[] map = encode(0.5f, 0.5f, 9, 0, 0.5f, 0.5f, -9, 0, 4.5f, 0, 0, 0, 1, -2.5f, 0, 0, -0.1f, 0, 0, 0);
        float[] counts = Arrays.copyOfRange(map, 9 * CELLS, 10 * CELLS);
        assertThat(counts[2]).isCloseTo((float) Math.log(3) / 2, NEAR);
        assertThat(map[2]).isCloseTo((float) Math.log(2), NEAR);
        assertThat(map[4 * CELLS + 2]).isCloseTo((float) Math.log(2), NEAR);
        counts[2] = 0;
        assertThat(counts).containsOnly(0);
    }

    @Test
    void dropsWhatIsNotFiniteAndBoundsWhatIsHuge() {
        float nan = Float.NaN;
        float[] broken = {nan, 0, 0, 0, 1, nan, 0, 0, 1, 0, nan, 0, 1, 0, 0, nan, 1, 0, Float.NEGATIVE_INFINITY, 0};
        assertThat(encode(broken)).containsOnly(0);
        float[] map = encode(1, 0, Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE, 0, 0, 0, 1, 0, -1e30f, -1e30f);
        for (float value : map) {
            assertThat(value).isBetween(0f, 20f);
        }
    }

    @Test
    void tellsAFrameThatShowsNothing() {
        float[] target = new float[GRID.size()];
        FrameEncoder encoder = GRID.newEncoder();
        assertThat(encoder.encode(PointCloud.EMPTY, target, 0)).isFalse();
        assertThat(encoder.encode(new PointCloud(new float[] {99, 99, 0, 0}), target, 0))
                .isFalse();
        assertThat(encoder.encode(new PointCloud(new float[] {1, 1, 0, 0}), target, 0))
                .isTrue();
    }

    @Test
    void forgetsTheLastFrameAndKeepsToItsOwnFloats() {
        Random random = new Random(1);
        FrameEncoder encoder = GRID.newEncoder();
        float[] target = new float[GRID.size() + 7];
        Arrays.fill(target, 42);
        float[] points = new float[400];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextFloat() * 4 - 2;
        }
        encoder.encode(new PointCloud(points), target, 5);
        encoder.encode(PointCloud.EMPTY, target, 5);
        assertThat(Arrays.copyOf(target, 5)).containsOnly(42);
        assertThat(Arrays.copyOfRange(target, 5, 5 + GRID.size())).containsOnly(0);
        assertThat(Arrays.copyOfRange(target, 5 + GRID.size(), target.length)).containsOnly(42);
    }

    @Test
    void refusesImagesAndGridsThatAreNoGrids() {
        assertThatThrownBy(() -> GRID.newEncoder().encode(new CameraImage(1, 1, new byte[3]), new float[160], 0))
                .isInstanceOf(UnsuitableFrameException.class)
                .hasMessage("the bundle takes LiDAR sweeps, got a CameraImage");
        assertThatThrownBy(() -> new BirdsEyeGrid(0, 4.5, 0, 4, 0, 1, 1, 1)).hasMessageContaining("0.0 to 4.5 m");
        assertThatThrownBy(() -> new BirdsEyeGrid(0, 1e9, 0, 4, 0, 1, 1, 1)).hasMessageContaining("whole cells");
        assertThatThrownBy(() -> new BirdsEyeGrid(0, 4, 0, 4, 1, 1, 1, 1)).hasMessageContaining("z 1.0 to 1.0 m");
    }

    private static float[] encode(float... points) {
        float[] target = new float[GRID.size()];
        GRID.newEncoder().encode(new PointCloud(points), target, 0);
        return target;
    }
}
