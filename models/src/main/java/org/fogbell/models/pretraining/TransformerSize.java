package org.fogbell.models.pretraining;

/**
 * The sides of a vision transformer.
 *
 * @param side rows and columns of an image, in pixels
 * @param patch rows and columns of a patch, in pixels
 * @param width numbers of a token
 * @param depth layers
 * @param heads of attention in each layer
 */
public record TransformerSize(int side, int patch, int width, int depth, int heads) {
    /** What PyTorch's kernels take without padding, which is where gradients went wrong. */
    private static final int STEP = 16;

    public TransformerSize {
        if (patch < 1 || side < patch || side % patch != 0) {
            throw new IllegalArgumentException(
                    "expected a side of whole patches, got " + side + " pixels in patches of " + patch);
        }
        if (depth < 1 || heads < 1 || width < 1 || width % (heads * STEP) != 0) {
            throw new IllegalArgumentException("expected at least one layer, and heads whose width is a multiple of "
                    + STEP + ", got " + depth + " layers of " + width + " in " + heads + " heads");
        }
    }

    /** For {@link org.fogbell.models.imagery.RoadImages}: half a million weights. */
    public static TransformerSize usual() {
        return new TransformerSize(64, 8, 96, 4, 3);
    }

    /** Patches along a side. */
    int patches() {
        return side / patch;
    }

    /** Patches of an image, and the class token. */
    int tokens() {
        return patches() * patches() + 1;
    }

    /** Numbers of a patch's pixels. */
    int patchSize() {
        return 3 * patch * patch;
    }

    int headWidth() {
        return width / heads;
    }
}
