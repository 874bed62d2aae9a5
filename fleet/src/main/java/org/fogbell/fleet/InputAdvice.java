package org.fogbell.fleet;

import java.util.List;
import java.util.Locale;

/** What whoever grafts a network could say of its input, guessed from the shape that it takes. */
final class InputAdvice {
    private static final long COLOURS = 3;

    /** Channels of a grid seen from above, beside those of its height slices. */
    private static final long SUMMARIES = 5;

    private InputAdvice() {}

    /** @param shape of the input, with the batch */
    static String of(List<Long> shape) {
        String takes = "the network takes " + NetworkText.shape(shape);
        if (shape.size() == 4 && (shape.get(1) == COLOURS || shape.get(3) == COLOURS)) {
            return takes + ", as of images: give --mean and --deviation of colours as 0..1 (0 and 0.00392156862745098"
                    + " leave bytes as they are), --colours bgr where blue is first, and --fit where it was trained on"
                    + " images with bars or cut ones";
        }
        if (shape.size() == 4 && shape.get(1) > SUMMARIES) {
            return takes + ", as of a grid seen from above: give its limits, " + shape.get(2) + " x " + shape.get(3)
                    + " cells, as in --input '"
                    + json("birds-eye-grid", ",\"height_slices\":" + (shape.get(1) - SUMMARIES)) + "'";
        }
        if (shape.size() == 5 && shape.get(1) == 1) {
            return takes + ", as of voxels: give their limits, "
                    + NetworkText.shape(shape.subList(2, 5))
                    + " cells along the axes, in x, y and z unless \"axes\" says otherwise, as in --input '"
                    + json("voxel-grid", "") + "'";
        }
        return takes + ": expected 1 x 3 x rows x columns or 1 x rows x columns x 3 of an image, 1 x channels x rows x"
                + " columns of a grid seen from above, or 1 x 1 x cells in x, y and z";
    }

    private static String json(String kind, String more) {
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"%s\",\"x_min_metres\":0,\"x_max_metres\":40,\"y_min_metres\":-20,\"y_max_metres\":20,"
                        + "\"z_min_metres\":-2.5,\"z_max_metres\":1.5,\"cell_metres\":0.1%s}",
                kind,
                more);
    }
}
