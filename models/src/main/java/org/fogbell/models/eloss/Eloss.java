package org.fogbell.models.eloss;

/**
 * Eloss, the paper's scalar: the unbiased variance of the entropy steps inside a block, summed over the blocks. 0 means
 * that information changes evenly from layer to layer. Source: arXiv 2302.00986.
 */
public final class Eloss {
    /** Fewer entropies than this give fewer than two steps, and one step has no variance. */
    public static final int MIN_LAYERS = 3;

    /** What a score of 0 counts as when its logarithm is taken, so that a constant profile has a finite deviation. */
    private static final double MIN_SCORE = 1e-12;

    private Eloss() {}

    /**
     * The Eloss of one frame, at least 0.
     *
     * @throws IllegalArgumentException when a block has fewer than {@link #MIN_LAYERS} entropies
     */
    public static double of(EntropyProfile profile) {
        double sum = 0;
        for (EntropyProfile.Block block : profile.blocks()) {
            sum += ofBlock(block);
        }
        return sum;
    }

    /**
     * The same over those blocks alone that are long enough: a single step has no variance, and a network that has no
     * more to give has an Eloss of 0.
     */
    public static double ofLongBlocks(EntropyProfile profile) {
        double sum = 0;
        for (EntropyProfile.Block block : profile.blocks()) {
            if (block.entropies().size() >= MIN_LAYERS) {
                sum += ofBlock(block);
            }
        }
        return sum;
    }

    /** The natural logarithm of a score, on which clean frames scatter evenly; scores below 1e-12 count as 1e-12. */
    public static double ln(double eloss) {
        return Math.log(Math.max(eloss, MIN_SCORE));
    }

    private static double ofBlock(EntropyProfile.Block block) {
        int layers = block.entropies().size();
        if (layers < MIN_LAYERS) {
            throw new IllegalArgumentException("block '" + block.name() + "' has " + layers
                    + " entropies: a variance of steps needs at least " + MIN_LAYERS);
        }
        double[] steps = block.steps();
        double mean = 0;
        for (double step : steps) {
            mean += step / steps.length;
        }
        double squares = 0;
        for (double step : steps) {
            squares += (step - mean) * (step - mean);
        }
        return squares / (steps.length - 1);
    }
}
