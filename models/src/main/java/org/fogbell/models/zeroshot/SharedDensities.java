package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Gaussians of one covariance U U'. With everything whitened, w(x) = U^-1 (x - centre), a squared distance is
 * |w(x)|^2 - 2 w(x) w(mean) + |w(mean)|^2: one solution a vector and one product a class. The centre is the middle of the
 * means, so that little cancels.
 */
final class SharedDensities implements Densities {
    /** As many vectors at a time as keep their sums in the first cache beside a row of means. */
    private static final int BLOCK = 4;

    private final double[][] means;
    private final double[] centre;
    private final Cholesky factor;
    /** Whitened means, by dimension, then by class: the inner loop runs over classes. */
    private final double[][] whitened;

    private final double[] squaredLengths;

    private SharedDensities(double[][] means, Cholesky factor) {
        this.means = means;
        this.factor = factor;
        this.centre = Densities.mean(means);
        double[][] rows = Densities.centred(means, centre, 1);
        factor.solve(rows);
        this.squaredLengths =
                Arrays.stream(rows).mapToDouble(SharedDensities::squaredLength).toArray();
        this.whitened = Densities.transposed(rows);
    }

    static SharedDensities fit(References references, double epsilon) {
        int classes = references.labels().size();
        int dimensions = references.dimensions();
        double[][] means = new double[classes][];
        double[][] rows = new double[references.count()][];
        int row = 0;
        double factor = 1 / Math.sqrt(references.count() - classes);
        for (int c = 0; c < classes; c++) {
            double[][] vectors = references.vectors().get(c);
            means[c] = Densities.mean(vectors);
            for (double[] each : Densities.centred(vectors, means[c], factor)) {
                rows[row++] = each;
            }
        }
        double[][] covariance = Cholesky.scatter(rows, dimensions);
        Cholesky.addToDiagonal(covariance, epsilon);
        return new SharedDensities(means, Cholesky.of(covariance, "the shared covariance"));
    }

    @Override
    public int classes() {
        return means.length;
    }

    @Override
    public int dimensions() {
        return centre.length;
    }

    @Override
    public double[][] squaredDistances(double[][] batch) {
        double[][] white = Densities.centred(batch, centre, 1);
        double[][] squares = new double[batch.length][means.length];
        for (int from = 0; from < batch.length; from += BLOCK) {
            factor.solve(Arrays.copyOfRange(white, from, Math.min(from + BLOCK, batch.length)));
        }
        for (int from = 0; from < batch.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, batch.length);
            for (int k = 0; k < whitened.length; k++) {
                for (int i = from; i < to; i++) {
                    add(-2 * white[i][k], whitened[k], squares[i]);
                }
            }
            for (int i = from; i < to; i++) {
                double own = squaredLength(white[i]);
                for (int c = 0; c < squares[i].length; c++) {
                    squares[i][c] = Math.max(0, squares[i][c] + own + squaredLengths[c]);
                }
            }
        }
        return squares;
    }

    private static void add(double factor, double[] row, double[] sums) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += factor * row[c];
        }
    }

    private static double squaredLength(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }

    @Override
    public double logDeterminant(int classIndex) {
        return factor.logDeterminant();
    }

    @Override
    public long bytes() {
        return factor.bytes() + 16L * means.length * centre.length;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Numbers.write(out, means);
        factor.write(out);
    }

    static SharedDensities read(DataInputStream in, int classes, int dimensions) throws IOException {
        double[][] means = Numbers.read(in, classes, dimensions);
        return new SharedDensities(means, Cholesky.read(in, dimensions));
    }
}
