package org.fogbell.models.training;

import java.util.List;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.CenterHeadGrid;

/**
 * How large a detector is.
 *
 * @param grid what it sees; its sides are multiples of 2 to the power of the number of blocks
 * @param widths channels of each block's layers; each block halves the sides
 * @param equalLayers of a block, after its strided one
 * @param neckWidth channels in which the blocks' outputs meet
 */
public record DetectorSize(BirdsEyeGrid grid, List<Integer> widths, int equalLayers, int neckWidth) {
    /** The head answers at half the input's sides, those of the first block. */
    static final int HEAD_STRIDE = 2;

    public DetectorSize {
        widths = List.copyOf(widths);
        if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 2) || equalLayers < 2 || neckWidth < 1) {
            throw new IllegalArgumentException("expected blocks of at least 2 channels and 2 equal layers and a neck, "
                    + "got widths " + widths + ", " + equalLayers + " layers, neck " + neckWidth);
        }
        CenterHeadGrid.of(grid, 1 << widths.size());
    }

    /** For one CPU core: two blocks over 160 x 160 cells of 0.32 m, up to 51.2 m ahead. */
    public static DetectorSize tiny() {
        return new DetectorSize(new BirdsEyeGrid(0, 51.2, -25.6, 25.6, -3, 1, 0.32, 5), List.of(32, 64), 5, 32);
    }

    /** For a GPU: three blocks over KITTI's usual 432 x 496 cells of 0.16 m, up to 69.12 m ahead. */
    public static DetectorSize base() {
        return new DetectorSize(
                new BirdsEyeGrid(0, 69.12, -39.68, 39.68, -3, 1, 0.16, 8), List.of(64, 128, 256), 5, 128);
    }

    /** The cells in which the head answers. */
    public CenterHeadGrid head() {
        return CenterHeadGrid.of(grid, HEAD_STRIDE);
    }
}
