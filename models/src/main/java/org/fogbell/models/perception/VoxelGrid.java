package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;

/**
 * A LiDAR sweep as cubes that are empty, 0, or hold a point, 1: a tensor of one channel x cells in x, y and z. Points outside
 * the limits are left out.
 *
 * @param xMinMetres the near edge; likewise for the others
 * @param cellMetres edge of a cube; all sides are whole multiples of it
 */
public record VoxelGrid(
        double xMinMetres,
        double xMaxMetres,
        double yMinMetres,
        double yMaxMetres,
        double zMinMetres,
        double zMaxMetres,
        double cellMetres)
        implements InputGeometry {
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

    @Override
    public List<Integer> shape() {
        return List.of(
                1,
                BirdsEyeGrid.cells(xMinMetres, xMaxMetres, cellMetres),
                BirdsEyeGrid.cells(yMinMetres, yMaxMetres, cellMetres),
                BirdsEyeGrid.cells(zMinMetres, zMaxMetres, cellMetres));
    }

    @Override
    public FrameEncoder newEncoder() {
        return this::encode;
    }

    private boolean encode(Frame frame, float[] target, int offset) {
        if (!(frame instanceof PointCloud cloud)) {
            throw new UnsuitableFrameException("LiDAR sweeps", frame);
        }
        List<Integer> shape = shape();
        Arrays.fill(target, offset, offset + size(), 0);
        float[] points = cloud.xyzi();
        boolean any = false;
        for (int p = 0; p < points.length; p += PointCloud.STRIDE) {
            double x = Math.floor((points[p] - xMinMetres) / cellMetres);
            double y = Math.floor((points[p + 1] - yMinMetres) / cellMetres);
            double z = Math.floor((points[p + 2] - zMinMetres) / cellMetres);
            // The comparisons are false for NaN.
            if (x >= 0 && x < shape.get(1) && y >= 0 && y < shape.get(2) && z >= 0 && z < shape.get(3)) {
                int column = ((int) x) * shape.get(2) + (int) y;
                target[offset + column * shape.get(3) + (int) z] = 1;
                any = true;
            }
        }
        return any;
    }
}
