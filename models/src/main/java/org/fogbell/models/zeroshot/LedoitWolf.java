package org.fogbell.models.zeroshot;

/**
 * How far a sample covariance S = X'X / n should go towards the sphere m I (Ledoit and Wolf, "A well-conditioned
 * estimator for large-dimensional covariance matrices", 2004): the estimate is (1 - intensity) S + intensity m I.
 *
 * @param intensity 0..1
 * @param variance m, the mean of the dimensions' variances
 */
record LedoitWolf(double intensity, double variance) {
    /*
     * delta^2 = |S - m I|^2 / d is how far S is from the sphere, beta^2 = (sum_k |x_k x_k' - S|^2) / (n^2 d) how much of
     * that is chance; the intensity is beta^2 / delta^2, at most 1. As sum_k x_k x_k' = n S, the sum is
     * sum_k |x_k|^4 - n |S|^2, and n^2 |S|^2 is the squared norm of the smaller of X'X and XX'.
     */
    /** @param centred the vectors less their mean, a row each */
    static LedoitWolf of(double[][] centred) {
        int count = centred.length;
        int dimensions = centred[0].length;
        double trace = 0;
        double fourthPowers = 0;
        for (double[] row : centred) {
            double square = 0;
            for (double value : row) {
                square += value * value;
            }
            trace += square / count;
            fourthPowers += square * square;
        }
        double mean = trace / dimensions;
        double norm = (count < dimensions
                        ? squaredNorm(Cholesky.scatter(Densities.transposed(centred), count))
                        : squaredNorm(Cholesky.scatter(centred, dimensions)))
                / ((double) count * count);
        double apart = norm - dimensions * mean * mean;
        double chance = (fourthPowers / count - norm) / count;
        double intensity = apart > 0 ? Math.max(0, Math.min(1, chance / apart)) : 1;
        return new LedoitWolf(intensity, mean);
    }

    /** Of a symmetric matrix by its upper triangle: what is off the diagonal counts twice. */
    private static double squaredNorm(double[][] columns) {
        double sum = 0;
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < j; i++) {
                sum += 2 * columns[j][i] * columns[j][i];
            }
            sum += columns[j][j] * columns[j][j];
        }
        return sum;
    }
}
