package org.fogbell.models.perception;

import java.util.List;

/**
 * A LiDAR sweep seen from above: a grid of square cells, each with statistics of the points that fall into it. Row 0 is
 * the nearest in x, column 0 the nearest in y.
 *
 * <p>Channels: for each height slice the logarithm of its count; then the highest, the mean, and the standard deviation
 * of the height (as a logarithm), the mean intensity, and the logarithm of the whole count. Points outside the x and y limits are left
 * out; points above or below the z limits count in the top or bottom slice, at the limit.
 *
 * @param xMinMetres the near edge; likewise for the others
 * @param cellMetres edge of a cell; both sides of the grid are whole multiples of it
 * @param heightSlices slices of equal height between the z limits
 */
public record BirdsEyeGrid(
        double xMinMetres,
        double xMaxMetres,
        double yMinMetres,
        double yMaxMetres,
        double zMinMetres,
        double zMaxMetres,
        double cellMetres,
        int heightSlices)
        implements InputGeometry {
    /** Channels beside the height slices. */
    static final int SUMMARIES = 5;

    private static final int MAX_CELLS_A_SIDE = 4096;

    public BirdsEyeGrid {
        if (!(cellMetres > 0) || heightSlices < 1 || heightSlices > 64 || !(zMaxMetres > zMinMetres)) {
            throw new IllegalArgumentException("a grid has cells above 0 m, 1 to 64 height slices and a z range, got "
                    + cellMetres + " m, " + heightSlices + " slices, z " + zMinMetres + " to " + zMaxMetres + " m");
        }
        cells(xMinMetres, xMaxMetres, cellMetres);
        cells(yMinMetres, yMaxMetres, cellMetres);
    }

    /** 81.92 m around the sensor in 128 x 128 cells of 0.64 m, five slices of 1 m. */
    public static BirdsEyeGrid around() {
        return new BirdsEyeGrid(-40.96, 40.96, -40.96, 40.96, -3, 2, 0.64, 5);
    }

    static int cells(double min, double max, double cell) {
        double cells = (max - min) / cell;
        long whole = Math.round(cells);
        if (!(Math.abs(cells - whole) < 1e-6) || whole < 1 || whole > MAX_CELLS_A_SIDE) {
            throw new IllegalArgumentException("a side from " + min + " to " + max + " m is no 1 to " + MAX_CELLS_A_SIDE
                    + " whole cells of " + cell + " m");
        }
        return (int) whole;
    }

    @Override
    public List<Integer> shape() {
        return List.of(channels(), rows(), columns());
    }

    public int channels() {
        return heightSlices + SUMMARIES;
    }

    public int rows() {
        return cells(xMinMetres, xMaxMetres, cellMetres);
    }

    public int columns() {
        return cells(yMinMetres, yMaxMetres, cellMetres);
    }

    @Override
    public FrameEncoder newEncoder() {
        return new BirdsEyeEncoder(this);
    }
}
