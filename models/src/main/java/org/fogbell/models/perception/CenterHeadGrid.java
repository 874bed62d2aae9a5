package org.fogbell.models.perception;

/**
 * The cells in which a centre head answers: those of a bird's-eye grid, {@code stride} of them together. Row 0 is the
 * nearest in x, column 0 the nearest in y; cells count row by row.
 *
 * @param xMinMetres where the first row begins
 * @param yMinMetres where the first column begins
 * @param cellMetres edge of a cell
 */
public record CenterHeadGrid(double xMinMetres, double yMinMetres, double cellMetres, int rows, int columns) {
    public CenterHeadGrid {
        if (rows < 1 || columns < 1 || !(cellMetres > 0)) {
            throw new IllegalArgumentException("expected cells above 0 m in at least one row and column, got "
                    + cellMetres + " m, " + rows + " x " + columns);
        }
    }

    /**
     * @throws IllegalArgumentException when the sides of the input are no multiples of the stride
     */
    public static CenterHeadGrid of(BirdsEyeGrid input, int stride) {
        if (stride < 1 || input.rows() % stride != 0 || input.columns() % stride != 0) {
            throw new IllegalArgumentException("expected sides that are multiples of the stride " + stride + ", got "
                    + input.rows() + " x " + input.columns());
        }
        return new CenterHeadGrid(
                input.xMinMetres(),
                input.yMinMetres(),
                input.cellMetres() * stride,
                input.rows() / stride,
                input.columns() / stride);
    }

    public int cells() {
        return rows * columns;
    }

    /** The cell of a point, or -1 outside the grid. */
    public int cell(double x, double y) {
        double row = Math.floor((x - xMinMetres) / cellMetres);
        double column = Math.floor((y - yMinMetres) / cellMetres);
        boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
        return inside ? ((int) row) * columns + (int) column : -1;
    }
}
