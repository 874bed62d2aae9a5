package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.jspecify.annotations.Nullable;

/**
 * A LiDAR sweep as cubes that are empty, 0, or hold a point, 1: a tensor of one channel x cells along the three axes. Points outside
 * the limits are left out.
 *
 * @param xMinMetres the near edge; likewise for the others
 * @param cellMetres edge of a cube; all sides are whole multiples of it
 * @param axes in which order they come, the one whose neighbours lie furthest apart first; null, and then absent from the file, means x, y, z
 */
public record VoxelGrid(
        double xMinMetres,
        double xMaxMetres,
        double yMinMetres,
        double yMaxMetres,
        double zMinMetres,
        double zMaxMetres,
        double cellMetres,

        @JacksonInject(value = BundleManifest.ABSENT, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Axes axes)
        implements InputGeometry {
    /** Orders of the axes, 0 for x, 1 for y, 2 for z. */
    public enum Axes {
        XYZ(0, 1, 2),
        XZY(0, 2, 1),
        YXZ(1, 0, 2),
        YZX(1, 2, 0),
        ZXY(2, 0, 1),
        ZYX(2, 1, 0);

        private final int first;
        private final int second;
        private final int third;

        Axes(int first, int second, int third) {
            this.first = first;
            this.second = second;
            this.third = third;
        }
    }

    private static final int MAX_CELLS = 1 << 28;

    public VoxelGrid {
        if (!(cellMetres > 0)) {
            throw new IllegalArgumentException("a voxel grid has cells above 0 m, got " + cellMetres + " m");
        }
        long cells = (long) BirdsEyeGrid.cells(xMinMetres, xMaxMetres, cellMetres)
                * BirdsEyeGrid.cells(yMinMetres, yMaxMetres, cellMetres)
                * BirdsEyeGrid.cells(zMinMetres, zMaxMetres, cellMetres);
        if (cells > MAX_CELLS) {
            throw new IllegalArgumentException("a voxel grid has at most " + MAX_CELLS + " cells, got " + cells);
        }
    }

    /** In x, y, z. */
    public VoxelGrid(
            double xMinMetres,
            double xMaxMetres,
            double yMinMetres,
            double yMaxMetres,
            double zMinMetres,
            double zMaxMetres,
            double cellMetres) {
        this(xMinMetres, xMaxMetres, yMinMetres, yMaxMetres, zMinMetres, zMaxMetres, cellMetres, null);
    }

    private List<Integer> order() {
        Axes ordered = axes == null ? Axes.XYZ : axes;
        return List.of(ordered.first, ordered.second, ordered.third);
    }

    /** In x, y and z. */
    private int[] cells() {
        return new int[] {
            BirdsEyeGrid.cells(xMinMetres, xMaxMetres, cellMetres),
            BirdsEyeGrid.cells(yMinMetres, yMaxMetres, cellMetres),
            BirdsEyeGrid.cells(zMinMetres, zMaxMetres, cellMetres)
        };
    }

    @Override
    public List<Integer> shape() {
        int[] cells = cells();
        List<Integer> shape = new ArrayList<>(List.of(1));
        order().forEach(axis -> shape.add(cells[axis]));
        return List.copyOf(shape);
    }

    @Override
    public FrameEncoder newEncoder() {
        return this::encode;
    }

    private boolean encode(Frame frame, float[] target, int offset) {
        if (!(frame instanceof PointCloud cloud)) {
            throw new UnsuitableFrameException("LiDAR sweeps", frame);
        }
        int[] cells = cells();
        int[] strides = new int[3];
        int stride = 1;
        for (int i = 2; i >= 0; i--) {
            strides[order().get(i)] = stride;
            stride *= cells[order().get(i)];
        }
        Arrays.fill(target, offset, offset + size(), 0);
        float[] points = cloud.xyzi();
        boolean any = false;
        for (int p = 0; p < points.length; p += PointCloud.STRIDE) {
            double x = Math.floor((points[p] - xMinMetres) / cellMetres);
            double y = Math.floor((points[p + 1] - yMinMetres) / cellMetres);
            double z = Math.floor((points[p + 2] - zMinMetres) / cellMetres);
            // The comparisons are false for NaN.
            if (x >= 0 && x < cells[0] && y >= 0 && y < cells[1] && z >= 0 && z < cells[2]) {
                target[offset + ((int) x) * strides[0] + ((int) y) * strides[1] + ((int) z) * strides[2]] = 1;
                any = true;
            }
        }
        return any;
    }
}
