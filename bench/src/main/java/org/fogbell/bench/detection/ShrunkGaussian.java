package org.fogbell.bench.detection;

import java.util.List;

/** Mean and covariance of clean vectors, the covariance shrunk, and the Mahalanobis distance from them. Immutable. */
/*
 * Few vectors give a poor covariance, and fewer than dimensions a singular one: a share of what lies off the diagonal is taken
 * away, and no variance is less than a thousandth of the mean one.
 */
final class ShrunkGaussian {
    /** As the job's profile baseline shrinks. */
    static final double SHRINKAGE = 0.5;

    private static final double LEAST_SHARE = 1e-3;

    private final double[] mean;
    private final double[][] lower;

    private ShrunkGaussian(double[] mean, double[][] lower) {
        this.mean = mean;
        this.lower = lower;
    }

    /** Around the vectors' own mean. */
    static ShrunkGaussian of(List<double[]> vectors, double shrinkage) {
        double[] mean = Vectors.mean(vectors);
        return new ShrunkGaussian(mean, factor(covariance(Vectors.centred(vectors, mean), shrinkage)));
    }

    /** One for each group: means of their own, and the covariance that all share, of the vectors around their group's mean. */
    static List<ShrunkGaussian> shared(List<List<double[]>> groups, double shrinkage) {
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
    static ShrunkGaussian correlated(List<double[]> vectors, double shrinkage) {
        List<double[]> alike = inDeviations(Vectors.centred(vectors, Vectors.mean(vectors)));
        double[][] correlation = covariance(alike, shrinkage);
        int size = correlation.length;
        for (int i = 0; i < size; i++) {
            correlation[i][i] = 1;
        }
        return new ShrunkGaussian(new double[size], factor(correlation));
    }

    private static List<double[]> inDeviations(List<double[]> centred) {
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
                        scaled[i] /= variances[i] > 0 ? Math.sqrt(variances[i]) : 1;
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

    /** Cholesky's: the lower triangle, in its place. */
    private static double[][] factor(double[][] covariance) {
        for (int i = 0; i < covariance.length; i++) {
            for (int j = 0; j <= i; j++) {
                double value = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    value -= covariance[i][k] * covariance[j][k];
                }
                covariance[i][j] = i == j ? Math.sqrt(value) : value / covariance[j][j];
            }
        }
        return covariance;
    }

    double[] mean() {
        return mean.clone();
    }

    /** At least 0. */
    double squaredDistance(double[] vector) {
        return Vectors.squaredLength(whitened(vector));
    }

    /** The vector in coordinates in which the Mahalanobis distance is the usual one, the mean at 0. */
    double[] whitened(double[] vector) {
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

    /**
     * How far each coordinate lies from what the others let expect of it, in deviations: with P the inverse of the covariance and d
     * the vector less the mean, (P d)_i over the root of P_ii.
     */
    double[] beyondTheOthers(double[] vector) {
        int size = mean.length;
        double[] beyond = solvedBack(whitened(vector));
        for (int i = 0; i < size; i++) {
            double[] axis = mean.clone();
            axis[i]++;
            beyond[i] /= Math.sqrt(squaredDistance(axis));
        }
        return beyond;
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
}
