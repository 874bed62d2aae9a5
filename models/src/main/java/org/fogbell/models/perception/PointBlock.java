package org.fogbell.models.perception;

import org.fogbell.models.frame.PointCloud;

/**
 * Some points of a sweep one after the other, with what the statistics ask of every point: where the sensor sees it, and how
 * far from the points stored before and after it.
 */
/*
 * Roots and quotients take most of the time. The compiler works out several at once, though only in loops that do nothing else,
 * over arrays that are all read and written at one place: so there are many short loops, and neighbours are copied to arrays of their own.
 */
final class PointBlock {
    static final int POINTS = 256;

    /** Metres; not finite where the point is not. */
    final double[] range = new double[POINTS];

    /** Height over distance along the ground. */
    final double[] slope = new double[POINTS];

    /** Direction from above as 0..1 around: monotone in the angle, and without its arc tangent. */
    final double[] turn = new double[POINTS];

    /** Metres to the point stored before. Of a neighbour that there is not, all is NaN. */
    final double[] rangeBefore = new double[POINTS];

    final double[] rangeAfter = new double[POINTS];

    /** Of the angle between the point and the one before, as the sensor sees them. */
    final double[] cosineBefore = new double[POINTS];

    final double[] cosineAfter = new double[POINTS];

    /** One more than there are points: the next block's first. */
    private final double[] x = new double[POINTS + 1];

    private final double[] y = new double[POINTS + 1];
    private final double[] z = new double[POINTS + 1];
    private final double[] straight = new double[POINTS + 1];
    private final double[] productBefore = new double[POINTS];
    private final double[] productAfter = new double[POINTS];
    private final double[] aside = new double[POINTS];

    /**
     * The points from the one numbered {@code from} on, as many as there are; blocks of a sweep are loaded one after the other.
     *
     * @return how many
     */
    int load(float[] xyzi, int from) {
        int points = Math.min(POINTS, xyzi.length / PointCloud.STRIDE - from);
        rangeBefore[0] = from == 0 ? Double.NaN : straight[POINTS - 1];
        productBefore[0] = from == 0 ? Double.NaN : productAfter[POINTS - 1];
        unpack(xyzi, from, points);
        seeFromSensor(points, x, y, z);
        turns(points, x, y, turn);
        compare(points, x, y, z);
        return points;
    }

    private void unpack(float[] xyzi, int from, int points) {
        int there = Math.min(points + 1, xyzi.length / PointCloud.STRIDE - from);
        for (int i = 0, at = from * PointCloud.STRIDE; i < there; i++, at += PointCloud.STRIDE) {
            x[i] = xyzi[at];
            y[i] = xyzi[at + 1];
            z[i] = xyzi[at + 2];
        }
        if (there == points) {
            x[points] = Double.NaN;
        }
    }

    private void seeFromSensor(int points, double[] x, double[] y, double[] z) {
        root(points, x, y, aside);
        root(points, aside, z, range);
        quotients(points, z, aside, slope);
    }

    private static void root(int points, double[] a, double[] b, double[] root) {
        for (int i = 0; i < points; i++) {
            root[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i]);
        }
    }

    private static void quotients(int points, double[] a, double[] b, double[] quotient) {
        for (int i = 0; i < points; i++) {
            quotient[i] = a[i] / b[i];
        }
    }

    private static void turns(int points, double[] x, double[] y, double[] turn) {
        for (int i = 0; i < points; i++) {
            turn[i] = x[i] / (Math.abs(x[i]) + Math.abs(y[i]));
        }
        for (int i = 0; i < points; i++) {
            double quarter = turn[i];
            // Straight above or below there is no direction.
            turn[i] = Double.isNaN(quarter) ? 0 : (y[i] >= 0 ? 1 - quarter : 3 + quarter) / 4;
        }
    }

    private void compare(int points, double[] x, double[] y, double[] z) {
        double[] straight = this.straight;
        for (int i = 0; i <= points; i++) {
            straight[i] = Math.sqrt(x[i] * x[i] + y[i] * y[i] + z[i] * z[i]);
        }
        double[] productAfter = this.productAfter;
        for (int i = 0; i < points; i++) {
            productAfter[i] = x[i] * x[i + 1] + y[i] * y[i + 1] + z[i] * z[i + 1];
        }
        System.arraycopy(straight, 0, rangeBefore, 1, points - 1);
        System.arraycopy(straight, 1, rangeAfter, 0, points);
        System.arraycopy(productAfter, 0, productBefore, 1, points - 1);
        cosines(points, productBefore, range, rangeBefore, cosineBefore);
        cosines(points, productAfter, range, rangeAfter, cosineAfter);
    }

    private static void cosines(int points, double[] product, double[] range, double[] other, double[] cosine) {
        for (int i = 0; i < points; i++) {
            cosine[i] = product[i] / (range[i] * other[i]);
        }
    }
}
