package org.fogbell.models.zeroshot;

/**
 * The expected calibration error: answers are sorted into fifteen equal bins by their probability, and in each the mean
 * probability is compared with the share of right answers; the mean of the differences, weighed by the bins' counts.
 */
public final class CalibrationError {
    private static final int BINS = 15;

    private final double[] probability = new double[BINS];
    private final int[] right = new int[BINS];
    private final int[] count = new int[BINS];

    /** @param answered the probability that the answer was given, 0..1 */
    public void add(double answered, boolean isRight) {
        if (!(answered >= 0 && answered <= 1 + 1e-9)) {
            throw new IllegalArgumentException("a probability is 0..1, got " + answered);
        }
        int bin = Math.min(BINS - 1, (int) (answered * BINS));
        probability[bin] += answered;
        right[bin] += isRight ? 1 : 0;
        count[bin]++;
    }

    /** 0 (probabilities are as often right as they say) to 1; 0 where nothing was added. */
    public double value() {
        double sum = 0;
        double total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(probability[bin] - right[bin]);
            total += count[bin];
        }
        return total == 0 ? 0 : sum / total;
    }
}
