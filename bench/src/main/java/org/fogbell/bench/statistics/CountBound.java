package org.fogbell.bench.statistics;

/** How often something may happen that was seen so many times: upper 95 % bounds of a Poisson rate. */
public final class CountBound {
    private static final double CHANCE = 0.05;
    private static final int HALVINGS = 100;

    private CountBound() {}

    /** The mean with which so few or fewer events have a chance of 5 %: 3.0 for none, 4.7 for one. */
    public static double upper95(int events) {
        double low = events;
        double high = 3 * (events + 5.0);
        for (int i = 0; i < HALVINGS; i++) {
            double mean = (low + high) / 2;
            if (chanceOfAtMost(events, mean) > CHANCE) {
                low = mean;
            } else {
                high = mean;
            }
        }
        return (low + high) / 2;
    }

    private static double chanceOfAtMost(int events, double mean) {
        double lnTerm = -mean;
        double sum = 0;
        for (int i = 0; i <= events; i++) {
            sum += Math.exp(lnTerm);
            lnTerm += Math.log(mean) - Math.log(i + 1.0);
        }
        return sum;
    }
}
