package org.fogbell.bench.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.fogbell.models.eloss.Vectors;

/** The mean of clean vectors and the directions in which they scatter most: what is left of a vector outside of them. */
public final class PrincipalSpace {
    private static final int MOST_SWEEPS = 60;
    private static final double RELATIVE_ZERO = 1e-24;

    private final double[] mean;
    private final double[][] directions;

    private PrincipalSpace(double[] mean, double[][] directions) {
        this.mean = mean;
        this.directions = directions;
    }

    /** @param share of the vectors' variance that the directions hold at least, 0..1 */
    public static PrincipalSpace of(List<double[]> vectors, double share) {
        double[] mean = Vectors.mean(vectors);
        int size = mean.length;
        double[][] scatter = new double[size][size];
        for (double[] vector : Vectors.centred(vectors, mean)) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    scatter[i][j] += vector[i] * vector[j];
                }
            }
        }
        double[][] turned = diagonalise(scatter);
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scatter[i][i]));
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += Math.max(0, scatter[i][i]);
        }
        int kept = 0;
        for (double held = 0; kept < size && held < share * trace * (1 - 1e-12); kept++) {
            held += Math.max(0, scatter[order[kept]][order[kept]]);
        }
        double[][] directions = new double[kept][];
        for (int i = 0; i < kept; i++) {
            directions[i] = turned[order[i]];
        }
        return new PrincipalSpace(mean, directions);
    }

    /** Jacobi's rotations: leaves the eigenvalues on the diagonal and returns the eigenvectors, a row each. */
    private static double[][] diagonalise(double[][] symmetric) {
        int size = symmetric.length;
        double[][] rows = new double[size][size];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            rows[i][i] = 1;
            squares += Vectors.squaredLength(symmetric[i]);
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double off = 0;
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    off += symmetric[p][q] * symmetric[p][q];
                    rotate(symmetric, rows, p, q);
                }
            }
            if (off <= RELATIVE_ZERO * squares) {
                return rows;
            }
        }
        throw new IllegalStateException("Jacobi's rotations did not end after " + MOST_SWEEPS + " sweeps");
    }

    private static void rotate(double[][] symmetric, double[][] rows, int p, int q) {
        double apq = symmetric[p][q];
        if (apq == 0) {
            return;
        }
        double theta = (symmetric[q][q] - symmetric[p][p]) / (2 * apq);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < symmetric.length; k++) {
            double kp = symmetric[k][p];
            double kq = symmetric[k][q];
            symmetric[k][p] = cosine * kp - sine * kq;
            symmetric[k][q] = sine * kp + cosine * kq;
        }
        turn(symmetric, p, q, cosine, sine);
        turn(rows, p, q, cosine, sine);
    }

    private static void turn(double[][] matrix, int p, int q, double cosine, double sine) {
        for (int k = 0; k < matrix.length; k++) {
            double pk = matrix[p][k];
            double qk = matrix[q][k];
            matrix[p][k] = cosine * pk - sine * qk;
            matrix[q][k] = sine * pk + cosine * qk;
        }
    }

    public int dimensions() {
        return directions.length;
    }

    /** How far the vector lies from the space, at least 0. */
    public double residual(double[] vector) {
        double[] left = Vectors.minus(vector, mean);
        for (double[] direction : directions) {
            double along = Vectors.dot(left, direction);
            for (int i = 0; i < left.length; i++) {
                left[i] -= along * direction[i];
            }
        }
        return Math.sqrt(Vectors.squaredLength(left));
    }
}
