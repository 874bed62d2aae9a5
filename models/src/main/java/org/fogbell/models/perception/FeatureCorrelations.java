package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.List;
import org.fogbell.models.eloss.ShrunkGaussian;

/**
 * How the features of clean frames vary with one another, and so what the others of a frame let expect of each.
 *
 * @param precision inverse of the features' correlation matrix, half of whose off-diagonal is taken away: the lower triangle, a
 *     row of each length from 1 to the number of features; owned by the record
 */
/*
 * With P the precision matrix and z distances in spreads, a feature's expectation given the others is -sum of P_ij / P_ii z_j over
 * them, and 1 / P_ii is the variance of what is left (Lauritzen: Graphical Models, 1996, 5.1).
 */
public record FeatureCorrelations(double[][] precision) {
    /**
     * In what is expected of the others a feature counts as at most so many spreads: a fault that throws one of them far out
     * does not make the others look odd for staying where they are.
     */
    private static final double CLIP_SPREADS = 8;

    public FeatureCorrelations {
        for (int i = 0; i < precision.length; i++) {
            if (precision[i].length != i + 1 || !(precision[i][i] > 0)) {
                throw new IllegalArgumentException("row " + i + " of the precision matrix: expected " + (i + 1)
                        + " numbers of which the last is above 0, got " + Arrays.toString(precision[i]));
            }
        }
    }

    /** Of clean frames' features on any scales, each row in the same order. */
    static FeatureCorrelations of(List<double[]> rows) {
        return new FeatureCorrelations(
                ShrunkGaussian.correlated(rows, ShrunkGaussian.SHRINKAGE).precision());
    }

    /**
     * What the others let expect of each, in spreads.
     *
     * @param zs distance of each feature from its location, in spreads
     */
    public double[] expected(double[] zs) {
        if (zs.length != precision.length) {
            throw new IllegalArgumentException("expected " + precision.length + " features, got " + zs.length);
        }
        double[] clipped = new double[zs.length];
        Arrays.setAll(clipped, i -> Math.max(-CLIP_SPREADS, Math.min(CLIP_SPREADS, zs[i])));
        double[] expected = new double[zs.length];
        for (int i = 0; i < zs.length; i++) {
            for (int j = 0; j < i; j++) {
                expected[i] -= precision[i][j] * clipped[j];
                expected[j] -= precision[i][j] * clipped[i];
            }
        }
        for (int i = 0; i < zs.length; i++) {
            expected[i] /= precision[i][i];
        }
        return expected;
    }

    /**
     * How far each lies from that, in deviations of what the others leave open.
     *
     * @param expected {@link #expected} of {@code zs}
     */
    public double[] beyond(double[] zs, double[] expected) {
        double[] beyond = new double[zs.length];
        for (int i = 0; i < zs.length; i++) {
            beyond[i] = (zs[i] - expected[i]) * Math.sqrt(precision[i][i]);
        }
        return beyond;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureCorrelations correlations
                && Arrays.deepEquals(precision, correlations.precision);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(precision);
    }

    @Override
    public String toString() {
        return "FeatureCorrelations of " + precision.length + " features";
    }
}
