package org.fogbell.models.zeroshot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Gaussians whose dimensions vary independently of each other. */
final class DiagonalDensities implements Densities {
    /** As many vectors at a time as keep their sums in the first cache beside a row of means. */
    private static final int BLOCK = 4;

    private final int classes;
    /** By dimension, then by class: the inner loop runs over classes. */
    private final double[][] means;

    private final double[][] precisions;
    private final double[] logDeterminants;

    /** @param means a row a class; so are the variances, all above 0 */
    private DiagonalDensities(double[][] means, double[][] variances) {
        this.classes = means.length;
        this.means = Densities.transposed(means);
        this.precisions = Densities.transposed(variances);
        this.logDeterminants = new double[classes];
        for (double[] row : precisions) {
            for (int c = 0; c < classes; c++) {
                logDeterminants[c] += Math.log(row[c]);
                row[c] = 1 / row[c];
            }
        }
    }

    static DiagonalDensities fit(References references, double epsilon) {
        int classes = references.labels().size();
        int dimensions = references.dimensions();
        double[][] means = new double[classes][];
        double[][] variances = new double[classes][dimensions];
        for (int c = 0; c < classes; c++) {
            double[][] vectors = references.vectors().get(c);
            means[c] = Densities.mean(vectors);
            for (double[] row : Densities.centred(vectors, means[c], 1)) {
                for (int k = 0; k < dimensions; k++) {
                    variances[c][k] += row[k] * row[k] / (vectors.length - 1);
                }
            }
            for (int k = 0; k < dimensions; k++) {
                variances[c][k] += epsilon;
                if (!(variances[c][k] > 0)) {
                    throw new IllegalArgumentException(
                            "class '" + references.labels().get(c) + "': number " + k
                                    + " never varies; expected an epsilon above 0, got " + epsilon);
                }
            }
        }
        return new DiagonalDensities(means, variances);
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int dimensions() {
        return means.length;
    }

    @Override
    public double[][] squaredDistances(double[][] batch) {
        double[][] squares = new double[batch.length][classes];
        for (int from = 0; from < batch.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, batch.length);
            for (int k = 0; k < means.length; k++) {
                for (int i = from; i < to; i++) {
                    add(batch[i][k], means[k], precisions[k], squares[i]);
                }
            }
        }
        return squares;
    }

    private static void add(double x, double[] means, double[] precisions, double[] squares) {
        for (int c = 0; c < squares.length; c++) {
            double apart = x - means[c];
            squares[c] += apart * apart * precisions[c];
        }
    }

    @Override
    public double logDeterminant(int classIndex) {
        return logDeterminants[classIndex];
    }

    @Override
    public long bytes() {
        return 16L * classes * means.length;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        double[][] variances = new double[precisions.length][classes];
        for (int k = 0; k < variances.length; k++) {
            for (int c = 0; c < classes; c++) {
                variances[k][c] = 1 / precisions[k][c];
            }
        }
        Numbers.write(out, Densities.transposed(means));
        Numbers.write(out, Densities.transposed(variances));
    }

    static DiagonalDensities read(DataInputStream in, int classes, int dimensions) throws IOException {
        double[][] means = Numbers.read(in, classes, dimensions);
        double[][] variances = Numbers.read(in, classes, dimensions);
        for (double[] row : variances) {
            for (double variance : row) {
                if (!(variance > 0)) {
                    throw new IOException("expected variances above 0, got " + variance);
                }
            }
        }
        return new DiagonalDensities(means, variances);
    }
}
