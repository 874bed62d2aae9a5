package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One class's Gaussian, of the covariance X'X + ridge I, where X holds the class's references, less their mean and scaled.
 *
 * <p>With as many rows as dimensions or more, the covariance is factored as it is. With fewer, by Woodbury's identity,
 * (X'X + r I)^-1 = (I - X' (r I + X X')^-1 X) / r, and log |X'X + r I| = (d - n) log r + log |r I + X X'|: only the small
 * matrix of n rows is factored, and n rows of d are kept in place of d of d.
 */
final class Gaussian {
    private final double[] mean;
    private final double ridge;
    /** The scaled references, by dimension, where Woodbury's form is used. */
    private final double @Nullable [][] columns;

    private final Cholesky factor;

    private Gaussian(double[] mean, double ridge, double @Nullable [][] columns, Cholesky factor) {
        this.mean = mean;
        this.ridge = ridge;
        this.columns = columns;
        this.factor = factor;
    }

    /** @param rows of X; belong to the Gaussian from then on */
    static Gaussian of(double[] mean, double[][] rows, double ridge, String what) {
        int dimensions = mean.length;
        boolean few = rows.length < dimensions;
        if (!few) {
            double[][] covariance = Cholesky.scatter(rows, dimensions);
            Cholesky.addToDiagonal(covariance, ridge);
            return new Gaussian(mean, ridge, null, Cholesky.of(covariance, what));
        }
        if (!(ridge > 0)) {
            throw new IllegalArgumentException(what + ": " + rows.length + " references of " + dimensions
                    + " numbers have a singular covariance; expected an epsilon above 0, got " + ridge);
        }
        double[][] columns = Densities.transposed(rows);
        double[][] gram = Cholesky.scatter(columns, rows.length);
        Cholesky.addToDiagonal(gram, ridge);
        return new Gaussian(mean, ridge, columns, Cholesky.of(gram, what));
    }

    double squaredDistance(double[] vector) {
        double[] apart = new double[mean.length];
        for (int k = 0; k < apart.length; k++) {
            apart[k] = vector[k] - mean[k];
        }
        if (columns == null) {
            factor.solve(apart);
            return squaredLength(apart);
        }
        double[] product = new double[factor.size()];
        for (int k = 0; k < apart.length; k++) {
            double value = apart[k];
            double[] column = columns[k];
            for (int i = 0; i < product.length; i++) {
                product[i] += value * column[i];
            }
        }
        factor.solve(product);
        return Math.max(0, squaredLength(apart) - squaredLength(product)) / ridge;
    }

    double logDeterminant() {
        return factor.logDeterminant() + (mean.length - factor.size()) * (columns == null ? 0 : Math.log(ridge));
    }

    long bytes() {
        return factor.bytes() + 8L * mean.length * (columns == null ? 1 : 1 + factor.size());
    }

    private static double squaredLength(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }

    void write(DataOutputStream out) throws IOException {
        Numbers.write(out, mean);
        out.writeDouble(ridge);
        out.writeInt(columns == null ? 0 : factor.size());
        if (columns != null) {
            Numbers.write(out, columns);
        }
        factor.write(out);
    }

    static Gaussian read(DataInputStream in, int dimensions) throws IOException {
        double[] mean = Numbers.read(in, dimensions);
        double ridge = in.readDouble();
        int rows = in.readInt();
        if (!(ridge >= 0) || rows < 0 || rows >= dimensions || (rows > 0 && ridge == 0)) {
            throw new IOException(
                    "expected fewer rows than " + dimensions + " and a ridge, got " + rows + " and " + ridge);
        }
        double @Nullable [][] columns = rows == 0 ? null : Numbers.read(in, dimensions, rows);
        return new Gaussian(mean, ridge, columns, Cholesky.read(in, rows == 0 ? dimensions : rows));
    }
}
