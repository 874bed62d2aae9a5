package org.fogbell.models.eloss;

/**
 * The entropy of one layer's feature map, in nats of the chosen estimator: the channels are the samples, the flattened
 * positions their coordinates.
 */
/*
 * With N channels, D positions, r_i the distance of channel i to its K-th nearest other channel, K = max(1, N / 10),
 * and G the Gram matrix of the channels centred on their mean:
 *
 *   RADIUS               ln(1 + sum r_i)                                    as published code computes it [1]
 *   KOZACHENKO_LEONENKO  psi(N) - psi(K) + ln c_D + D mean ln r_i           as the paper writes it [1]; c_D is the
 *                                                                           volume of the unit ball in D dimensions
 *   LOG_RADIUS           mean ln r_i                                        the former per dimension, no constants
 *   RENYI2               -ln |G / tr G|_F^2                                 matrix-based Renyi entropy of order 2 [2]
 *   CODING_RATE          1/2 ln det(I + G / N)                              rate at unit distortion [3]
 *
 * N points in D >> N dimensions are too few for a true entropy: what is left is scale and geometry, and only
 * differences between layers of the same shape mean anything.
 *
 * [1] Eloss in the way, arXiv 2302.00986. [2] Sanchez Giraldo, Rao, Principe, IEEE Trans. Inf. Theory 61(1), 2015.
 * [3] Ma, Derksen, Hong, Wright, IEEE PAMI 29(9), 2007.
 */
public enum LayerEntropy {
    RADIUS {
        @Override
        public double of(ChannelGram gram) {
            double sum = 0;
            for (double radius : gram.radii()) {
                sum += radius;
            }
            return Math.log1p(sum);
        }
    },
    KOZACHENKO_LEONENKO {
        @Override
        public double of(ChannelGram gram) {
            return harmonic(gram.channels())
                    - harmonic(gram.neighbour())
                    + logUnitBall(gram.positions())
                    + gram.positions() * meanLogRadius(gram);
        }
    },
    LOG_RADIUS {
        @Override
        public double of(ChannelGram gram) {
            return meanLogRadius(gram);
        }
    },
    RENYI2 {
        @Override
        public double of(ChannelGram gram) {
            double trace = gram.trace();
            if (trace == 0) {
                return 0;
            }
            double sum = 0;
            for (int i = 0; i < gram.channels(); i++) {
                for (int j = 0; j < gram.channels(); j++) {
                    double share = gram.at(i, j) / trace;
                    sum += share * share;
                }
            }
            return -Math.log(sum);
        }
    },
    CODING_RATE {
        @Override
        public double of(ChannelGram gram) {
            return halfLogDeterminant(gram);
        }
    };

    /** Radii of dead or equal channels are zero; their logarithm is taken of this instead. */
    public static final double MIN_RADIUS = 1e-6;

    /** The entropy of a layer whose Gram matrix is known: several kinds of entropy then share the costly part. */
    public abstract double of(ChannelGram gram);

    /**
     * The entropy of {@code channels} rows of {@code positions} floats, the first of them at {@code offset} of
     * {@code features}. One frame at a time: the result never depends on a frame's batch. Constant in the order of the
     * channels and in a shift common to all of them. Thread-safe.
     *
     * @throws IllegalArgumentException when the map has fewer than two channels, lies outside the array, or has a value
     *     that is not finite
     */
    public double of(float[] features, int offset, int channels, int positions) {
        return of(ChannelGram.of(features, offset, channels, positions));
    }

    private static double meanLogRadius(ChannelGram gram) {
        double sum = 0;
        for (double radius : gram.radii()) {
            sum += Math.log(Math.max(radius, MIN_RADIUS));
        }
        return sum / gram.channels();
    }

    /** The digamma function of n, without Euler's constant: it cancels in a difference. */
    private static double harmonic(int n) {
        double sum = 0;
        for (int i = 1; i < n; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }

    /** ln of pi^(d/2) / Gamma(1 + d/2), Gamma by its recurrence from Gamma(1) or Gamma(3/2). */
    private static double logUnitBall(int dimensions) {
        double log = dimensions / 2.0 * Math.log(Math.PI);
        if (dimensions % 2 != 0) {
            log -= Math.log(Math.sqrt(Math.PI) / 2);
        }
        for (double factor = dimensions / 2.0; factor > 0.75; factor--) {
            log -= Math.log(factor);
        }
        return log;
    }

    /**
     * By elimination, the largest remaining pivot first, so that rounding does not grow. No pivot of I + G / N is below
     * 1, as G has no negative eigenvalue: where the largest falls to 1, all that remain are 1.
     */
    private static double halfLogDeterminant(ChannelGram gram) {
        int n = gram.channels();
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i][j] = gram.at(i, j) / n + (i == j ? 1 : 0);
            }
        }
        double sum = 0;
        for (int step = 0; step < n; step++) {
            moveLargestPivot(rows, step);
            double pivot = rows[step][step];
            if (pivot <= 1) {
                break;
            }
            sum += Math.log(pivot);
            for (int i = step + 1; i < n; i++) {
                double factor = rows[i][step] / pivot;
                for (int j = step + 1; j < n; j++) {
                    rows[i][j] -= factor * rows[step][j];
                }
            }
        }
        return sum / 2;
    }

    /** Swaps rows and columns so that the largest diagonal element from {@code step} on comes first. */
    private static void moveLargestPivot(double[][] rows, int step) {
        int largest = step;
        for (int i = step + 1; i < rows.length; i++) {
            if (rows[i][i] > rows[largest][largest]) {
                largest = i;
            }
        }
        double[] row = rows[step];
        rows[step] = rows[largest];
        rows[largest] = row;
        for (double[] swapped : rows) {
            double value = swapped[step];
            swapped[step] = swapped[largest];
            swapped[largest] = value;
        }
    }
}
