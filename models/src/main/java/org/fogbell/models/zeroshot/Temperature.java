package org.fogbell.models.zeroshot;

import java.util.List;

/**
 * The temperature that makes a classifier's probabilities fit how often it is right (Guo et al., "On Calibration of Modern
 * Neural Networks", 2017): Gaussians of many dimensions are far too certain as they come.
 */
final class Temperature {
    private static final double LOWEST_LN = Math.log(1e-2);
    private static final double HIGHEST_LN = Math.log(1e5);
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 60;

    private Temperature() {}

    /**
     * The temperature with the least mean of -ln p(truth), by golden section: there is one minimum, as the mean is convex
     * in 1 / temperature.
     *
     * @param scores of vectors that the classifier was not fitted to
     * @param truth their classes
     */
    static double fit(List<ClassScores> scores, int[] truth) {
        if (scores.isEmpty() || scores.size() != truth.length) {
            throw new IllegalArgumentException(
                    "a temperature needs scores and as many classes, got " + scores.size() + " and " + truth.length);
        }
        double low = LOWEST_LN;
        double high = HIGHEST_LN;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double leftLoss = loss(scores, truth, Math.exp(left));
        double rightLoss = loss(scores, truth, Math.exp(right));
        for (int step = 0; step < STEPS; step++) {
            if (leftLoss <= rightLoss) {
                high = right;
                right = left;
                rightLoss = leftLoss;
                left = high - GOLDEN * (high - low);
                leftLoss = loss(scores, truth, Math.exp(left));
            } else {
                low = left;
                left = right;
                leftLoss = rightLoss;
                right = low + GOLDEN * (high - low);
                rightLoss = loss(scores, truth, Math.exp(right));
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** Mean of -ln p(truth), from the logarithms themselves: a probability of 1e-400 still counts. */
    static double loss(List<ClassScores> scores, int[] truth, double temperature) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double[] logJoint = scores.get(i).logJoint();
            double highest = logJoint[scores.get(i).best()];
            double exponentials = 0;
            for (double value : logJoint) {
                exponentials += Math.exp((value - highest) / temperature);
            }
            sum += (highest - logJoint[truth[i]]) / temperature + Math.log(exponentials);
        }
        return sum / truth.length;
    }
}
