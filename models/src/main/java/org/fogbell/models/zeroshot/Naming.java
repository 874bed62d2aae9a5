package org.fogbell.models.zeroshot;

/**
 * What a frame shows, as far as a classifier can say.
 *
 * @param likeliest the label with the highest probability
 * @param probability of it, 0..1, calibrated; 0 where nothing was seen
 * @param runnerUp the second likeliest label
 * @param runnerUpProbability 0..1
 * @param squaredDistance of the frame from the likeliest condition's references, in their spread's units; infinite where
 *     nothing was seen
 * @param isKnown whether the frame is no farther from them than they are among themselves
 */
public record Naming(
        String likeliest,
        double probability,
        String runnerUp,
        double runnerUpProbability,
        double squaredDistance,
        boolean isKnown) {
    static final Naming NOTHING_SEEN =
            new Naming(Condition.UNKNOWN, 0, Condition.UNKNOWN, 0, Double.POSITIVE_INFINITY, false);

    /** The likeliest label, or {@link Condition#UNKNOWN} where the frame is like none of the conditions. */
    public String condition() {
        return isKnown ? likeliest : Condition.UNKNOWN;
    }
}
