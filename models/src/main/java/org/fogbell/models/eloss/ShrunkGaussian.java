package org.fogbell.models.eloss;

import java.util.Arrays;
import java.util.List;

/**
 * Mean and covariance of clean vectors, the covariance shrunk, and the Mahalanobis distance from them.
 *
 * @param mean owned by the record
 * @param lower Cholesky's factor of the covariance, a row of each length from 1 to that of the mean; owned by the record
 */
/*
 * Few vectors give a poor covariance, and fewer than dimensions a singular one: a share of what lies off the diagonal is taken
 * away, and no variance is less than a thousandth of the mean one.
 */
public record ShrunkGaussian(double[] mean, double[][] lower) {
    /** As the job's profile baseline shrinks. */
    public static final double SHRINKAGE = 0.5;

    private static final double LEAST_SHARE = 1e-3;

    public ShrunkGaussian {
        if (lower.length != mean.length) {
            throw new IllegalArgumentException("expected a factor of as many rows as the mean has coordinates, "
                    + mean.length + ", got " + lower.length);
        }
        for (int i = 0; i < lower.length; i++) {
            if (lower[i].length != i + 1 || !(lower[i][i] > 0)) {
                throw new IllegalArgumentException("row " + i + " of the factor: expected " + (i + 1)
                        + " numbers of which the last is above 0, got " + Arrays.toString(lower[i]));
            }
        }
    }

    /** Around the vectors' own mean. */
    public static ShrunkGaussian of(List<double[]> vectors, double shrinkage) {
        double[] mean = Vectors.mean(vectors);
        return new ShrunkGaussian(mean, factor(covariance(Vectors.centred(vectors, mean), shrinkage)));
    }

    /** One for each group: means of their own, and the covariance that all share, of the vectors around their group's mean. */
    public static List<ShrunkGaussian> shared(List<List<double[]>> groups, double shrinkage) {
        List<double[]> within = groups.stream()
                .flatMap(group -> Vectors.centred(group, Vectors.mean(group)).stream())
                .toList();
        double[][] factor = factor(covariance(within, shrinkage));
        return groups.stream()
                .map(group -> new ShrunkGaussian(Vectors.mean(group), factor))
                .toList();
    }

    /**
     * Around 0 and of variance 1 in every direction of the axes, with what these vectors say of how one varies with the other: a
     * constant varies with none.
     */
    public static ShrunkGaussian correlated(List<double[]> vectors, double shrinkage) {
        return correlated(vectors, 0, shrinkage);
    }

    /**
     * The same, where what hardly varies says little.
     *
     * @param leastDeviation what a coordinate varies by at least, 0 or more
     */
    public static ShrunkGaussian correlated(List<double[]> vectors, double leastDeviation, double shrinkage) {
        List<double[]> alike = inDeviations(Vectors.centred(vectors, Vectors.mean(vectors)), leastDeviation);
        double[][] correlation = covariance(alike, shrinkage);
        int size = correlation.length;
        for (int i = 0; i < size; i++) {
            correlation[i][i] = 1;
        }
        return new ShrunkGaussian(new double[size], factor(correlation));
    }

    private static List<double[]> inDeviations(List<double[]> centred, double leastDeviation) {
        double[] variances = new double[centred.get(0).length];
        for (double[] vector : centred) {
            for (int i = 0; i < variances.length; i++) {
                variances[i] += vector[i] * vector[i] / centred.size();
            }
        }
        return centred.stream()
                .map(vector -> {
                    double[] scaled = vector.clone();
                    for (int i = 0; i < scaled.length; i++) {
                        scaled[i] /= variances[i] > 0 ? Math.max(Math.sqrt(variances[i]), leastDeviation) : 1;
                    }
                    return scaled;
                })
                .toList();
    }

    private static double[][] covariance(List<double[]> centred, double shrinkage) {
        int size = centred.get(0).length;
        double[][] covariance = new double[size][size];
        for (double[] vector : centred) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += vector[i] * vector[j] / centred.size();
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += covariance[i][i];
        }
        double least = Math.max(LEAST_SHARE * trace / size, Double.MIN_NORMAL);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                covariance[i][j] *= 1 - shrinkage;
            }
            covariance[i][i] += least;
        }
        return covariance;
    }

    /** Cholesky's. */
    private static double[][] factor(double[][] covariance) {
        double[][] lower = new double[covariance.length][];
        for (int i = 0; i < covariance.length; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double value = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    value -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(value) : value / lower[j][j];
            }
        }
        return lower;
    }

    /**
     * At least 0.
     *
     * @throws IllegalArgumentException when the vector has another length
     */
    public double squaredDistance(double[] vector) {
        return Vectors.squaredLength(whitened(vector));
    }

    /** The vector in coordinates in which the Mahalanobis distance is the usual one, the mean at 0. */
    public double[] whitened(double[] vector) {
        if (vector.length != mean.length) {
            throw new IllegalArgumentException(
                    "expected a vector of " + mean.length + " coordinates, got " + vector.length);
        }
        double[] solved = new double[mean.length];
        for (int i = 0; i < solved.length; i++) {
            double value = vector[i] - mean[i];
            for (int k = 0; k < i; k++) {
                value -= lower[i][k] * solved[k];
            }
            solved[i] = value / lower[i][i];
        }
        return solved;
    }

    /** The covariance's inverse: its lower triangle, a row of each length from 1 to that of the mean. */
    public double[][] precision() {
        double[][] precision = new double[mean.length][];
        for (int i = 0; i < precision.length; i++) {
            double[] axis = mean.clone();
            axis[i]++;
            precision[i] = Arrays.copyOf(solvedBack(whitened(axis)), i + 1);
        }
        return precision;
    }

    private double[] solvedBack(double[] whitened) {
        double[] solved = whitened.clone();
        for (int i = solved.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < solved.length; k++) {
                solved[i] -= lower[k][i] * solved[k];
            }
            solved[i] /= lower[i][i];
        }
        return solved;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShrunkGaussian gaussian
                && Arrays.equals(mean, gaussian.mean)
                && Arrays.deepEquals(lower, gaussian.lower);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.deepHashCode(lower);
    }

    @Override
    public String toString() {
        return "ShrunkGaussian of " + mean.length + " coordinates";
    }
}
