package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fogbell.models.eloss.ShrunkGaussian;

/**
 * How the features of clean frames vary with one another, and so what the others of a frame let expect of each. A value.
 */
/*
 * With P the precision matrix and z distances in spreads, a feature's expectation given the others is -sum of P_ij / P_ii z_j over
 * them, and 1 / P_ii is the variance of what is left (Lauritzen: Graphical Models, 1996, 5.1).
 */
public final class FeatureCorrelations {
    /**
     * A feature counts as at most so many spreads for the others: a fault that throws one far out does not make them look odd for
     * staying where they are, and a bad frame among clean ones does not tie together what has nothing to do with each other.
     */
    private static final double CLIP_SPREADS = 8;

    private final double[][] precision;
    private final int hash;

    /** By feature, what a spread of it adds to the expectation of each; 0 to its own. */
    private final double[][] weights;

    private final double[] rootsOfPrecision;

    /**
     * @param precision inverse of the features' correlation matrix, half of whose off-diagonal is taken away: the lower triangle, a
     *     row of each length from 1 to the number of features; owned by this
     */
    @JsonCreator
    public FeatureCorrelations(@JsonProperty("precision") double[][] precision) {
        for (int i = 0; i < precision.length; i++) {
            if (precision[i].length != i + 1
                    || !(precision[i][i] > 0)
                    || !Arrays.stream(precision[i]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("row " + i + " of the precision matrix: expected " + (i + 1)
                        + " finite numbers of which the last is above 0, got " + Arrays.toString(precision[i]));
            }
        }
        this.precision = precision;
        this.hash = Arrays.deepHashCode(precision);
        this.weights = new double[precision.length][precision.length];
        this.rootsOfPrecision = new double[precision.length];
        for (int i = 0; i < precision.length; i++) {
            rootsOfPrecision[i] = Math.sqrt(precision[i][i]);
            for (int j = 0; j < i; j++) {
                weights[j][i] = -precision[i][j] / precision[i][i];
                weights[i][j] = -precision[i][j] / precision[j][j];
            }
        }
    }

    /**
     * Of clean frames.
     *
     * @param zs a row a frame: distance of each feature from its location, in spreads
     */
    /*
     * In spreads, and of those that deviate less than one not in their own: a feature that rests but for one frame would be as closely tied
     * to any other that moved in it as there is.
     */
    static FeatureCorrelations of(List<double[]> zs) {
        List<double[]> clipped = zs.stream().map(FeatureCorrelations::clipped).toList();
        return new FeatureCorrelations(
                ShrunkGaussian.correlated(clipped, 1, ShrunkGaussian.SHRINKAGE).precision());
    }

    @JsonProperty("precision")
    double[][] precision() {
        return precision;
    }

    /** How many features. */
    public int size() {
        return precision.length;
    }

    /**
     * What the others let expect of each, in spreads from its location and no further out than eight of them.
     *
     * @param zs distance of each feature from its location, in spreads; NaN where it is missing, and then it takes no part and
     *     0 is expected of it
     */
    public double[] expected(double[] zs) {
        if (zs.length != precision.length) {
            throw new IllegalArgumentException("expected " + precision.length + " features, got " + zs.length);
        }
        if (isWhole(zs)) {
            return ofOthers(zs);
        }
        int[] there = there(zs);
        double[] expected = new double[zs.length];
        double[] ofThose = of(there).expected(select(zs, there));
        for (int i = 0; i < there.length; i++) {
            expected[there[i]] = ofThose[i];
        }
        return expected;
    }

    private static boolean isWhole(double[] zs) {
        for (double z : zs) {
            if (Double.isNaN(z)) {
                return false;
            }
        }
        return true;
    }

    private static int[] there(double[] zs) {
        return IntStream.range(0, zs.length).filter(i -> !Double.isNaN(zs[i])).toArray();
    }

    private static double[] select(double[] zs, int[] there) {
        return Arrays.stream(there).mapToDouble(i -> zs[i]).toArray();
    }

    /** The same of these features alone: what another would have said of them is averaged out. */
    private FeatureCorrelations of(int[] there) {
        int size = precision.length;
        double[][] left = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                left[i][j] = precision[i][j];
                left[j][i] = precision[i][j];
            }
        }
        for (int gone = 0; gone < size; gone++) {
            if (Arrays.binarySearch(there, gone) < 0) {
                for (int i = 0; i < size; i++) {
                    double share = left[i][gone] / left[gone][gone];
                    for (int j = 0; i != gone && j < size; j++) {
                        left[i][j] -= share * left[gone][j];
                    }
                }
            }
        }
        double[][] those = new double[there.length][];
        for (int i = 0; i < there.length; i++) {
            those[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                those[i][j] = left[there[i]][there[j]];
            }
        }
        return new FeatureCorrelations(those);
    }

    // Feature by feature, so that the processor adds several expectations at once.
    private double[] ofOthers(double[] zs) {
        double[] expected = new double[zs.length];
        for (int j = 0; j < zs.length; j++) {
            double[] weight = weights[j];
            double z = clipped(zs[j]);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += weight[i] * z;
            }
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] = clipped(expected[i]);
        }
        return expected;
    }

    private static double[] clipped(double[] zs) {
        double[] clipped = new double[zs.length];
        for (int i = 0; i < zs.length; i++) {
            clipped[i] = clipped(zs[i]);
        }
        return clipped;
    }

    private static double clipped(double z) {
        return z > CLIP_SPREADS ? CLIP_SPREADS : z < -CLIP_SPREADS ? -CLIP_SPREADS : z;
    }

    /**
     * How far each lies from that, in deviations of what the others leave open; 0 where it is missing.
     *
     * @param expected {@link #expected} of {@code zs}
     */
    public double[] beyond(double[] zs, double[] expected) {
        double[] beyond = new double[zs.length];
        if (isWhole(zs)) {
            for (int i = 0; i < zs.length; i++) {
                beyond[i] = (zs[i] - expected[i]) * rootsOfPrecision[i];
            }
            return beyond;
        }
        int[] there = there(zs);
        double[] roots = of(there).rootsOfPrecision;
        for (int i = 0; i < there.length; i++) {
            beyond[there[i]] = (zs[there[i]] - expected[there[i]]) * roots[i];
        }
        return beyond;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureCorrelations correlations
                && Arrays.deepEquals(precision, correlations.precision);
    }

    /** The same in every process. */
    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "FeatureCorrelations of " + precision.length + " features";
    }
}
