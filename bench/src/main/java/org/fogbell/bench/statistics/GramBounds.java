package org.fogbell.bench.statistics;

import java.util.List;

/**
 * Gram-matrix deviations (Sastry and Oore, ICML 2020): how far the row sums of the layers' Gram matrices lie beyond the least and the
 * greatest that clean frames have, as shares of those.
 */
public final class GramBounds {
    private static final double LEAST_SCALE = 1e-9;

    private final double[] least;
    private final double[] greatest;

    private GramBounds(double[] least, double[] greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    public static GramBounds of(List<double[]> clean) {
        double[] least = clean.get(0).clone();
        double[] greatest = clean.get(0).clone();
        for (double[] frame : clean) {
            for (int i = 0; i < frame.length; i++) {
                least[i] = Math.min(least[i], frame[i]);
                greatest[i] = Math.max(greatest[i], frame[i]);
            }
        }
        return new GramBounds(least, greatest);
    }

    /** 0 where all lie within. */
    public double deviation(double[] frame) {
        double sum = 0;
        for (int i = 0; i < frame.length; i++) {
            if (frame[i] < least[i]) {
                sum += (least[i] - frame[i]) / Math.max(Math.abs(least[i]), LEAST_SCALE);
            } else if (frame[i] > greatest[i]) {
                sum += (frame[i] - greatest[i]) / Math.max(Math.abs(greatest[i]), LEAST_SCALE);
            }
        }
        return sum;
    }
}
