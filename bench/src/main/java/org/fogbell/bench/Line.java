package org.fogbell.bench;

/**
 * The straight line through points, by least squares.
 *
 * @param error standard error of the slope, of points that scatter independently; NaN for two points
 */
record Line(double intercept, double slope, double error) {
    static Line through(double[] x, double[] y) {
        int n = x.length;
        if (n < 2 || y.length != n) {
            throw new IllegalArgumentException(
                    "expected at least two points, got " + n + " places and " + y.length + " values");
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = xy / xx;
        double intercept = meanY - slope * meanX;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = y[i] - intercept - slope * x[i];
            squares += residual * residual;
        }
        return new Line(intercept, slope, n == 2 ? Double.NaN : Math.sqrt(squares / (n - 2) / xx));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
