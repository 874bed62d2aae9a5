package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;

class VoxelGridTest {
    private static final VoxelGrid GRID = new VoxelGrid(0, 2, -1, 1, -1, 2, 1);

    @Test
    void marksTheCellsThatHoldAPoint() {
        float[] points = {
            0.5f, -0.5f, -0.5f, 1, 1.5f, 0.5f, 1.9f, 0, 1.5f, 0.5f, 1.1f, 0, 2, 0, 0, 0, Float.NaN, 0, 0, 0, 0, 0, 2, 0
        };
        float[] target = new float[13];
        target[5] = 7;
        assertThat(GRID.shape()).containsExactly(1, 2, 2, 3);
        assertThat(GRID.newEncoder().encode(new PointCloud(points), target, 1)).isTrue();
        assertThat(target).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    /** One point in cell 1, 0, 2 of 2 x 2 x 3. */
    @Test
    void ordersTheAxesAsTheNetworkTakesThem() {
        PointCloud point = new PointCloud(new float[] {1.5f, -0.5f, 1.5f, 1});
        int[] at = {
            1 * 6 + 0 * 3 + 2,
            1 * 6 + 2 * 2 + 0,
            0 * 6 + 1 * 3 + 2,
            0 * 6 + 2 * 2 + 1,
            2 * 4 + 1 * 2 + 0,
            2 * 4 + 0 * 2 + 1
        };
        for (VoxelGrid.Axes axes : VoxelGrid.Axes.values()) {
            VoxelGrid grid = new VoxelGrid(0, 2, -1, 1, -1, 2, 1, axes);
            float[] target = new float[12];
            grid.newEncoder().encode(point, target, 0);
            float[] expected = new float[12];
            expected[at[axes.ordinal()]] = 1;
            assertThat(target).as("%s", axes).containsExactly(expected);
            assertThat(grid.shape())
                    .hasSize(4)
                    .element(axes.name().indexOf('Z') + 1)
                    .isEqualTo(3);
        }
    }

    @Test
    void saysThatASweepShowsNothing() {
        float[] target = new float[12];
        assertThat(GRID.newEncoder().encode(PointCloud.EMPTY, target, 0)).isFalse();
        assertThat(target).containsOnly(0);
    }

    @Test
    void refusesImagesAndImpossibleGrids() {
        assertThatThrownBy(() -> GRID.newEncoder().encode(new CameraImage(1, 1, new byte[3]), new float[12], 0))
                .isInstanceOf(UnsuitableFrameException.class)
                .hasMessageContaining("LiDAR sweeps");
        assertThatThrownBy(() -> new VoxelGrid(0, 2, -1, 1, -1, 2, 0.7)).hasMessageContaining("whole cells of 0.7 m");
        assertThatThrownBy(() -> new VoxelGrid(0, 400, 0, 400, 0, 400, 0.1)).hasMessageContaining("268435456 cells");
    }
}
