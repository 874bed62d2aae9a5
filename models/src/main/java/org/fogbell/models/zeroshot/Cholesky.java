package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The upper triangle U of a symmetric, positive definite matrix A = U U'. Immutable.
 *
 * <p>A triangle is an array a column, from the first row to the diagonal: column j has j + 1 numbers. That is Cholesky's
 * method from the last row upward. So every inner loop adds one array to another at the same places, which is what the
 * JVM's compiler turns into vector instructions; the usual lower triangle has its places shifted, and stays scalar.
 */
final class Cholesky {
    private final double[][] columns;

    private Cholesky(double[][] columns) {
        this.columns = columns;
    }

    /** The upper triangle of the sum of the rows' outer products; zeros where there is no row. */
    static double[][] scatter(double[][] rows, int size) {
        double[][] columns = triangle(size);
        for (double[] row : rows) {
            for (int j = 0; j < size; j++) {
                add(row[j], row, columns[j], j + 1);
            }
        }
        return columns;
    }

    private static double[][] triangle(int size) {
        double[][] columns = new double[size][];
        for (int j = 0; j < size; j++) {
            columns[j] = new double[j + 1];
        }
        return columns;
    }

    private static void add(double factor, double[] from, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += factor * from[i];
        }
    }

    /** Adds a number to each element of a triangle's diagonal. */
    static void addToDiagonal(double[][] columns, double value) {
        for (int j = 0; j < columns.length; j++) {
            columns[j][j] += value;
        }
    }

    /**
     * Factors a triangle in its place: the arrays belong to the factor from then on.
     *
     * @throws IllegalArgumentException when the matrix is not positive definite
     */
    static Cholesky of(double[][] columns, String what) {
        for (int j = columns.length - 1; j >= 0; j--) {
            double[] column = columns[j];
            if (!(column[j] > 0) || column[j] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(what + ": expected a positive definite covariance, got the pivot "
                        + column[j] + " in row " + j + "; a larger epsilon helps");
            }
            double root = Math.sqrt(column[j]);
            for (int i = 0; i <= j; i++) {
                column[i] /= root;
            }
            for (int k = 0; k < j; k++) {
                add(-column[k], column, columns[k], k + 1);
            }
        }
        return new Cholesky(columns);
    }

    int size() {
        return columns.length;
    }

    /** Replaces each b by the solution y of U y = b. The squared length of y is then b' A^-1 b. */
    void solve(double[]... right) {
        for (int j = columns.length - 1; j >= 0; j--) {
            double[] column = columns[j];
            for (double[] b : right) {
                b[j] /= column[j];
                add(-b[j], column, b, j);
            }
        }
    }

    /** The solution x of A x = b: U y = b, then U' x = y. */
    double[] solution(double[] b) {
        double[] x = b.clone();
        solve(x);
        for (int j = 0; j < x.length; j++) {
            for (int i = 0; i < j; i++) {
                x[j] -= columns[j][i] * x[i];
            }
            x[j] /= columns[j][j];
        }
        return x;
    }

    /** Of A, natural logarithm. */
    double logDeterminant() {
        double sum = 0;
        for (int j = 0; j < columns.length; j++) {
            sum += Math.log(columns[j][j]);
        }
        return 2 * sum;
    }

    long bytes() {
        return 4L * columns.length * (columns.length + 1);
    }

    void write(DataOutputStream out) throws IOException {
        Numbers.write(out, columns);
    }

    static Cholesky read(DataInputStream in, int size) throws IOException {
        Numbers.require(in, size * (size + 1L) / 2);
        double[][] columns = new double[size][];
        for (int j = 0; j < size; j++) {
            columns[j] = Numbers.read(in, j + 1);
            if (!(columns[j][j] > 0)) {
                throw new IOException("expected a triangle with a diagonal above 0, got " + columns[j][j]);
            }
        }
        return new Cholesky(columns);
    }
}
