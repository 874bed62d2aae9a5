package org.fogbell.models.pretraining;

/**
 * Everything that decides what a training of image features does, beside its images.
 *
 * @param steps of the optimizer
 * @param pairs of images in one step
 * @param prototypes of the head
 * @param windows parts of the images that the student is shown beside the whole, in each step
 * @param peakRate the highest learning rate
 * @param decay of the weights
 * @param firstMomentum of the teacher; it rises to 1 until the end
 * @param seed of the first weights, of the pairs and of the views
 */
public record FeatureTrainingConfig(
        TransformerSize size,
        int steps,
        int pairs,
        int prototypes,
        int windows,
        double peakRate,
        double decay,
        double firstMomentum,
        long seed) {
    public FeatureTrainingConfig {
        if (steps < 1 || pairs < 2 || prototypes < 2 || windows < 0) {
            throw new IllegalArgumentException(
                    "expected at least 1 step, 2 pairs, 2 prototypes and no fewer than 0 windows, got " + steps + ", "
                            + pairs + ", " + prototypes + " and " + windows);
        }
        if (!(peakRate > 0) || !(decay >= 0) || !(firstMomentum >= 0 && firstMomentum <= 1)) {
            throw new IllegalArgumentException("expected a rate above 0, a decay of at least 0 and a momentum of 0..1,"
                    + " got " + peakRate + ", " + decay + " and " + firstMomentum);
        }
    }

    /** What the shipped features were made by. */
    public static FeatureTrainingConfig usual(int steps, long seed) {
        return new FeatureTrainingConfig(TransformerSize.usual(), steps, 32, 256, 1, 1e-3, 0.04, 0.98, seed);
    }
}
