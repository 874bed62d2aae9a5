package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/** By how much all ranges are too long, as the road beside and between the wheels shows it: below 0 where they are too short. */
/*
 * A range that is too long by b puts a point of the ground b times the sine of its beam's angle below where it is: right beside the vehicle
 * most, far off hardly. Heights z of the lane, x ahead and r from the sensor, are fitted by least squares as
 *
 *     z = c0 + c1 x + c2 x^2 + b z / r,
 *
 * height, slope and bend of the road being c0 to c2. It is told from ahead and behind together: of one end alone, slope and bend take most of b.
 * Points that lie off the fit are left out, in steps, since kerbs and tyres tilt it.
 */
final class RangeOffset {
    private static final double HALF_METRES = 2;
    private static final double FROM_METRES = 3;
    private static final double TO_METRES = 12;
    private static final double[] INLIER_METRES = {0.2, 0.1, 0.08};
    private static final int FEWEST_OF_AN_END = 25;
    private static final int TERMS = 4;

    /** So that all terms are of the same size. */
    private static final double UNIT_METRES = 10;

    private static final double LEAST_PIVOT = 1e-6;

    private double[] x = new double[256];
    private double[] z = new double[256];
    private double[] sine = new double[256];
    private int points;
    private final double[][] equations = new double[TERMS][TERMS + 1];
    private final double[] terms = new double[TERMS];
    private final double[] fit = new double[TERMS];

    /** Before the first point of a sweep. */
    void clear() {
        points = 0;
    }

    /** The next point of the ground. */
    void add(double xMetres, double yMetres, double zMetres) {
        double ahead = Math.abs(xMetres);
        if (!(Math.abs(yMetres) < HALF_METRES && ahead > FROM_METRES && ahead < TO_METRES)) {
            return;
        }
        if (points == x.length) {
            x = Arrays.copyOf(x, 2 * points);
            z = Arrays.copyOf(z, 2 * points);
            sine = Arrays.copyOf(sine, 2 * points);
        }
        x[points] = xMetres / UNIT_METRES;
        z[points] = zMetres;
        sine[points++] = zMetres / Math.sqrt(xMetres * xMetres + yMetres * yMetres + zMetres * zMetres);
    }

    /** Nothing where too little of the lane is seen ahead or behind. */
    void put(Map<String, Double> statistics) {
        Arrays.fill(fit, 0);
        boolean isFitted = fitted(Double.POSITIVE_INFINITY);
        for (int i = 0; isFitted && i < INLIER_METRES.length; i++) {
            isFitted = fitted(INLIER_METRES[i]);
        }
        if (isFitted) {
            statistics.put("range_offset_metres", fit[TERMS - 1]);
        }
    }

    /** Fits anew, to the points that lie near the fit before. */
    private boolean fitted(double inlierMetres) {
        for (double[] row : equations) {
            Arrays.fill(row, 0);
        }
        int ahead = 0;
        int behind = 0;
        for (int i = 0; i < points; i++) {
            double[] term = terms(i);
            double off = z[i];
            for (int k = 0; k < TERMS; k++) {
                off -= fit[k] * term[k];
            }
            if (Math.abs(off) < inlierMetres) {
                ahead += x[i] > 0 ? 1 : 0;
                behind += x[i] > 0 ? 0 : 1;
                addEquation(term, z[i]);
            }
        }
        return Math.min(ahead, behind) >= FEWEST_OF_AN_END && solved();
    }

    private double[] terms(int point) {
        terms[0] = 1;
        terms[1] = x[point];
        terms[2] = x[point] * x[point];
        terms[3] = sine[point];
        return terms;
    }

    /** Above the diagonal and on it; the rest is the same. */
    private void addEquation(double[] term, double height) {
        for (int row = 0; row < TERMS; row++) {
            for (int column = row; column < TERMS; column++) {
                equations[row][column] += term[row] * term[column];
            }
            equations[row][TERMS] += term[row] * height;
        }
    }

    /** Gauss's elimination; the matrix is symmetric and positive, so that no rows need to change places. */
    private boolean solved() {
        for (int row = 1; row < TERMS; row++) {
            for (int column = 0; column < row; column++) {
                equations[row][column] = equations[column][row];
            }
        }
        for (int pivot = 0; pivot < TERMS; pivot++) {
            if (!(equations[pivot][pivot] > LEAST_PIVOT)) {
                return false;
            }
            for (int row = pivot + 1; row < TERMS; row++) {
                double share = equations[row][pivot] / equations[pivot][pivot];
                for (int column = pivot; column <= TERMS; column++) {
                    equations[row][column] -= share * equations[pivot][column];
                }
            }
        }
        for (int row = TERMS - 1; row >= 0; row--) {
            double rest = equations[row][TERMS];
            for (int column = row + 1; column < TERMS; column++) {
                rest -= equations[row][column] * fit[column];
            }
            fit[row] = rest / equations[row][row];
        }
        return true;
    }
}
