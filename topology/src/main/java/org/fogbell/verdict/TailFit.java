package org.fogbell.verdict;

/**
 * How the greatest of many values fall off above a level: a generalised Pareto distribution.
 *
 * @param level what the fitted values lie above
 * @param scale in units of the values, above 0
 * @param shape 0 where the tail is exponential, above 0 where it is heavier
 * @param exact fitted values that are known; of the others it is only known that they are at least so great
 */
record TailFit(double level, double scale, double shape, int exact) {
    /*
     * Peaks over threshold [1]: above a high level u, P(X > u + y | X > u) is about (1 + c y / s)^(-1/c). Its maximum likelihood is a
     * search in t = c / s alone [2], since for each t the best shape is c(t) = sum ln(1 + t y) / n; of a value y that is only known
     * to be at least y, the sum counts, n and the density do not (censoring). The shape is not taken below 0, where the
     * tail would end: what was never seen is no proof that it does not come. A penalty keeps it below 1 [3].
     *
     * What is asked for is a value that a new peak passes with probability 1 / r, averaged over what n peaks can make one
     * believe. For an exponential tail that is exactly n s (r^(1/n) - 1) instead of s ln r: the quantile of a tail whose shape is
     * greater by 1 / n. The same is added to every shape.
     *
     * [1] Pickands, Statistical inference using extreme order statistics, Annals of Statistics 3, 1975; in streams: Siffer et
     *     al., Anomaly detection in streams with extreme value theory (SPOT), KDD 2017.
     * [2] Grimshaw, Computing maximum likelihood estimates for the generalized Pareto distribution, Technometrics 35, 1993.
     * [3] Coles, Dixon, Likelihood-based inference for extreme value models, Extremes 2, 1999.
     */
    private static final double LEAST_SCALE = 1e-9;
    private static final int STEPS = 32;
    private static final double LEAST_STEP = 1e-2;
    private static final double STEP_FACTOR = Math.pow(1e4, 1.0 / (STEPS - 1));

    /**
     * @param exact values above the level
     * @param atLeast values of which it is only known that they are at least so great
     */
    static TailFit of(double level, double[] exact, double[] atLeast) {
        double sum = sum(level, exact) + sum(level, atLeast);
        double mean = Math.max(LEAST_SCALE, sum / exact.length);
        double best = -exact.length * Math.log(mean);
        double scale = mean;
        double shape = 0;
        double t = LEAST_STEP / mean;
        for (int step = 0; step < STEPS; step++, t *= STEP_FACTOR) {
            double logs = logs(level, exact, t);
            double c = (logs + logs(level, atLeast, t)) / exact.length;
            double likelihood =
                    c >= 1 ? Double.NEGATIVE_INFINITY : -exact.length * Math.log(c / t) - logs - (1 / (1 - c) - 1);
            if (likelihood > best) {
                best = likelihood;
                scale = c / t;
                shape = c;
            }
        }
        return new TailFit(level, scale, shape, exact.length);
    }

    /** The value that one new peak in so many passes. */
    double passedByOneIn(double peaks) {
        double c = shape + 1.0 / exact;
        return level + scale * (Math.pow(peaks, c) - 1) / c;
    }

    private static double sum(double level, double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value - level;
        }
        return sum;
    }

    private static double logs(double level, double[] values, double t) {
        double sum = 0;
        for (double value : values) {
            sum += Math.log1p(t * (value - level));
        }
        return sum;
    }
}
