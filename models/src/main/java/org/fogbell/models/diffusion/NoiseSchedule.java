package org.fogbell.models.diffusion;

/**
 * How much of a sample is left after each step of training: after step t it is {@code sqrt(left(t))} of the sample and
 * {@code sqrt(1 - left(t))} of noise. Immutable.
 */
public final class NoiseSchedule {
    private static final int USUAL_STEPS = 1000;

    private final double[] left;

    /** @throws IllegalArgumentException where a step would add no variance, or all of it */
    NoiseSchedule(BetaSchedule kind, int steps, double betaStart, double betaEnd) {
        if (steps < 1) {
            throw new IllegalArgumentException("expected at least one step of training, got " + steps);
        }
        left = new double[steps];
        double product = 1;
        for (int t = 0; t < steps; t++) {
            double beta = kind.beta(t, steps, betaStart, betaEnd);
            if (!(beta > 0 && beta < 1)) {
                throw new IllegalArgumentException("expected variances between 0 and 1, got " + beta + " in step " + t);
            }
            product *= 1 - beta;
            left[t] = product;
        }
    }

    /** A thousand steps of training, after which what is left of the sample has fallen as a squared cosine. */
    public static NoiseSchedule squaredCosine() {
        return new NoiseSchedule(BetaSchedule.SQUARED_COSINE, USUAL_STEPS, 0, 0);
    }

    /** The number of steps in training. */
    public int steps() {
        return left.length;
    }

    /** The share of the sample in its variance after a step of training. */
    public double left(int t) {
        return left[t];
    }

    /** The spread of the noise beside the sample's own, between two steps in proportion. */
    double sigma(double t) {
        int before = (int) Math.floor(t);
        int after = Math.min(before + 1, left.length - 1);
        return sigmaAt(before) + (t - before) * (sigmaAt(after) - sigmaAt(before));
    }

    private double sigmaAt(int t) {
        return Math.sqrt((1 - left[t]) / left[t]);
    }
}
