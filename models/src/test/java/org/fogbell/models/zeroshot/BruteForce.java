package org.fogbell.models.zeroshot;

import java.util.Random;

/** Densities as textbooks write them: the whole covariance, its inverse and determinant by elimination. */
final class BruteForce {
    private BruteForce() {}

    /** Over n - 1 when unbiased, else over n. */
    static double[][] covariance(double[][] vectors, boolean unbiased) {
        int size = vectors[0].length;
        double[] mean = mean(vectors);
        double[][] covariance = new double[size][size];
        for (double[] vector : vectors) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    covariance[i][j] += (vector[i] - mean[i])
                            * (vector[j] - mean[j])
                            / (unbiased ? vectors.length - 1 : vectors.length);
                }
            }
        }
        return covariance;
    }

    static double[] mean(double[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (double[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.length;
            }
        }
        return mean;
    }

    static double[][] plusDiagonal(double[][] matrix, double value) {
        double[][] sum = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            sum[i] = matrix[i].clone();
            sum[i][i] += value;
        }
        return sum;
    }

    /** ln N(x; mean, covariance). */
    static double logDensity(double[] x, double[] mean, double[][] covariance) {
        int size = x.length;
        double[][] left = new double[size][];
        double[] solved = new double[size];
        for (int i = 0; i < size; i++) {
            left[i] = covariance[i].clone();
            solved[i] = x[i] - mean[i];
        }
        double logDeterminant = 0;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int i = column; i < size; i++) {
                pivot = Math.abs(left[i][column]) > Math.abs(left[pivot][column]) ? i : pivot;
            }
            double[] row = left[pivot];
            left[pivot] = left[column];
            left[column] = row;
            double value = solved[pivot];
            solved[pivot] = solved[column];
            solved[column] = value;
            logDeterminant += Math.log(Math.abs(row[column]));
            for (int i = 0; i < size; i++) {
                if (i != column) {
                    double factor = left[i][column] / row[column];
                    for (int j = column; j < size; j++) {
                        left[i][j] -= factor * row[j];
                    }
                    solved[i] -= factor * solved[column];
                }
            }
        }
        double square = 0;
        for (int i = 0; i < size; i++) {
            square += (x[i] - mean[i]) * solved[i] / left[i][i];
        }
        return -0.5 * (square + logDeterminant + size * Math.log(2 * Math.PI));
    }

    static double[][] normal(Random random, int count, int size, double centre) {
        double[][] vectors = new double[count][size];
        for (double[] vector : vectors) {
            double common = random.nextGaussian();
            for (int i = 0; i < size; i++) {
                vector[i] = centre + random.nextGaussian() * (1 + i % 3) + 0.7 * common;
            }
        }
        return vectors;
    }
}
