package org.fogbell.models.perception;

import java.util.Arrays;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;

/** Fills a {@link BirdsEyeGrid} in one pass over the points and one over the cells. */
final class BirdsEyeEncoder implements FrameEncoder {
    /** Where a cell's height scatter begins to show: a road's few centimetres must differ from a noisy road's tenth. */
    private static final float SCATTER_UNIT_METRES = 0.02f;

    private final BirdsEyeGrid grid;
    private final int rows;
    private final int columns;
    private final int cells;
    private final int slices;
    private final float[] counts;
    private final float[] heights;
    private final float[] squares;
    private final float[] highest;
    private final float[] intensities;

    BirdsEyeEncoder(BirdsEyeGrid grid) {
        this.grid = grid;
        this.rows = grid.rows();
        this.columns = grid.columns();
        this.cells = rows * columns;
        this.slices = grid.heightSlices();
        this.counts = new float[slices * cells];
        this.heights = new float[cells];
        this.squares = new float[cells];
        this.highest = new float[cells];
        this.intensities = new float[cells];
    }

    @Override
    public boolean encode(Frame frame, float[] target, int offset) {
        if (!(frame instanceof PointCloud cloud)) {
            throw new UnsuitableFrameException("LiDAR sweeps", frame);
        }
        clear();
        boolean any = gather(cloud);
        summarise(target, offset);
        return any;
    }

    private void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(heights, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(highest, 0);
        Arrays.fill(intensities, 0);
    }

    private boolean gather(PointCloud cloud) {
        float[] points = cloud.xyzi();
        float perMetre = (float) (1 / grid.cellMetres());
        float xMin = (float) grid.xMinMetres();
        float yMin = (float) grid.yMinMetres();
        float zMin = (float) grid.zMinMetres();
        float depth = (float) (grid.zMaxMetres() - grid.zMinMetres());
        boolean any = false;
        for (int p = 0; p < points.length; p += PointCloud.STRIDE) {
            float row = (points[p] - xMin) * perMetre;
            float column = (points[p + 1] - yMin) * perMetre;
            // The comparisons are false for NaN.
            boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
            if (!inside || !Float.isFinite(points[p + 2]) || !Float.isFinite(points[p + 3])) {
                continue;
            }
            int cell = ((int) row) * columns + (int) column;
            float height = Math.min(Math.max(points[p + 2] - zMin, 0), depth);
            int slice = Math.min((int) (height / depth * slices), slices - 1);
            counts[slice * cells + cell]++;
            heights[cell] += height;
            squares[cell] += height * height;
            highest[cell] = Math.max(highest[cell], height);
            intensities[cell] += Math.min(Math.max(points[p + 3], 0), 1);
            any = true;
        }
        return any;
    }

    private void summarise(float[] target, int offset) {
        float depth = (float) (grid.zMaxMetres() - grid.zMinMetres());
        for (int cell = 0; cell < cells; cell++) {
            float count = 0;
            for (int slice = 0; slice < slices; slice++) {
                float inSlice = counts[slice * cells + cell];
                count += inSlice;
                target[offset + slice * cells + cell] = log1p(inSlice);
            }
            int at = offset + slices * cells + cell;
            float share = count == 0 ? 0 : 1 / count;
            float mean = heights[cell] * share;
            float variance = squares[cell] * share - mean * mean;
            target[at] = highest[cell] / depth;
            target[at + cells] = mean / depth;
            target[at + 2 * cells] = 2 * log1p((float) Math.sqrt(Math.max(variance, 0)) / SCATTER_UNIT_METRES);
            target[at + 3 * cells] = intensities[cell] * share;
            target[at + 4 * cells] = log1p(count) / 2;
        }
    }

    private static float log1p(float value) {
        return value == 0 ? 0 : (float) Math.log1p(value);
    }
}
