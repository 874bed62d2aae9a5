package org.fogbell.models.painting;

import java.util.List;

/**
 * How large a generator is.
 *
 * @param widths channels of the denoising network at half, a quarter and an eighth of the image's sides
 * @param textWidth numbers that the text encoder says of a word
 * @param contextWidth numbers in which sentence and time meet
 */
/* Multiples of 16: with others PyTorch's gradients on the CPU are not to be trusted. */
public record GeneratorSize(List<Integer> widths, int textWidth, int contextWidth) {
    static final int LEVELS = 3;

    private static final int LANES = 16;

    public GeneratorSize {
        widths = List.copyOf(widths);
        if (widths.size() != LEVELS
                || widths.stream().anyMatch(width -> width < LANES || width % LANES != 0)
                || textWidth < LANES
                || textWidth % LANES != 0
                || contextWidth < LANES
                || contextWidth % LANES != 0) {
            throw new IllegalArgumentException("expected " + LEVELS + " widths, and all of them multiples of " + LANES
                    + ", got " + widths + ", " + textWidth + " and " + contextWidth);
        }
    }

    /** For images of 64 x 64 pixels on a CPU core. */
    public static GeneratorSize road() {
        return new GeneratorSize(List.of(48, 96, 160), 64, 128);
    }
}
