package org.fogbell.models.zeroshot;

import java.io.DataOutputStream;
import java.io.IOException;

/** One Gaussian a class: how far vectors lie from each. Immutable and safe for any thread. */
sealed interface Densities permits DiagonalDensities, SharedDensities, SeparateDensities {
    int classes();

    int dimensions();

    /** (x - mean)' covariance^-1 (x - mean) of each vector of a batch, in rows, to each class, in columns. */
    double[][] squaredDistances(double[][] batch);

    /** Natural logarithm of the determinant of a class's covariance. */
    double logDeterminant(int classIndex);

    /** What the parameters take in memory. */
    long bytes();

    void write(DataOutputStream out) throws IOException;

    /** A matrix with rows and columns exchanged. */
    static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = rows[i][k];
            }
        }
        return columns;
    }

    static double[] mean(double[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (double[] vector : vectors) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vector[k];
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= vectors.length;
        }
        return mean;
    }

    /** The vectors less their mean, each times a factor. */
    static double[][] centred(double[][] vectors, double[] mean, double factor) {
        double[][] rows = new double[vectors.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < mean.length; k++) {
                rows[i][k] = factor * (vectors[i][k] - mean[k]);
            }
        }
        return rows;
    }
}
