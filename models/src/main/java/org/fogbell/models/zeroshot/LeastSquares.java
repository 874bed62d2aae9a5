package org.fogbell.models.zeroshot;

/** Sums of a linear least-squares problem with a few unknowns, and their solution. */
final class LeastSquares {
    private static final double RIDGE = 1e-9;

    private final double[][] products;
    private final double[] right;
    private int count;

    LeastSquares(int unknowns) {
        products = new double[unknowns][];
        for (int j = 0; j < unknowns; j++) {
            products[j] = new double[j + 1];
        }
        right = new double[unknowns];
    }

    void add(double value, double... terms) {
        for (int j = 0; j < right.length; j++) {
            right[j] += value * terms[j];
            for (int i = 0; i <= j; i++) {
                products[j][i] += terms[i] * terms[j];
            }
        }
        count++;
    }

    /** The unknowns; {@code otherwise} where there are hardly more values than unknowns. To be asked once. */
    double[] solution(double[] otherwise) {
        if (count < 10 * right.length) {
            return otherwise;
        }
        Cholesky.addToDiagonal(products, RIDGE * count);
        return Cholesky.of(products, "least squares").solution(right);
    }
}
