package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link RangeOffset} with no thought of speed: the same sums in the same order, so that it agrees to the last bit. */
final class PlainOffset {
    private final List<Point> lane = new ArrayList<>();

    private record Point(double x, double z, double[] terms) {}

    void add(double x, double y, double z) {
        if (Math.abs(y) < 2 && Math.abs(x) > 3 && Math.abs(x) < 12) {
            double tens = x / 10;
            lane.add(new Point(tens, z, new double[] {1, tens, tens * tens, z / Math.sqrt(x * x + y * y + z * z)}));
        }
    }

    void put(Map<String, Double> statistics) {
        double[] fit = new double[4];
        for (double inlier : new double[] {Double.POSITIVE_INFINITY, 0.2, 0.1, 0.08}) {
            double[] before = fit;
            List<Point> near = lane.stream()
                    .filter(point -> Math.abs(residual(point, before)) < inlier)
                    .toList();
            long ahead = near.stream().filter(point -> point.x() > 0).count();
            if (ahead < 25 || near.size() - ahead < 25) {
                return;
            }
            double[][] equations = equations(near);
            if (!eliminated(equations)) {
                return;
            }
            fit = substituted(equations);
        }
        statistics.put("range_offset_metres", fit[3]);
    }

    private static double residual(Point point, double[] fit) {
        double off = point.z();
        for (int k = 0; k < 4; k++) {
            off -= fit[k] * point.terms()[k];
        }
        return off;
    }

    private static double[][] equations(List<Point> points) {
        double[][] equations = new double[4][5];
        for (Point point : points) {
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 4; column++) {
                    equations[row][column] += point.terms()[row] * point.terms()[column];
                }
                equations[row][4] += point.terms()[row] * point.z();
            }
        }
        return equations;
    }

    private static boolean eliminated(double[][] equations) {
        for (int pivot = 0; pivot < 4; pivot++) {
            if (!(equations[pivot][pivot] > 1e-6)) {
                return false;
            }
            for (int row = pivot + 1; row < 4; row++) {
                double share = equations[row][pivot] / equations[pivot][pivot];
                for (int column = pivot; column < 5; column++) {
                    equations[row][column] -= share * equations[pivot][column];
                }
            }
        }
        return true;
    }

    private static double[] substituted(double[][] equations) {
        double[] solution = new double[4];
        for (int row = 3; row >= 0; row--) {
            double rest = equations[row][4];
            for (int column = row + 1; column < 4; column++) {
                rest -= equations[row][column] * solution[column];
            }
            solution[row] = rest / equations[row][row];
        }
        return solution;
    }
}
