package org.fogbell.bench.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** Spearman's: Pearson's correlation of the ranks, of which equal values share the mean. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /** -1..1; NaN of fewer than two pairs, or where one of the two is always the same. */
    public static double of(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("expected pairs, got " + one.length + " and " + other.length);
        }
        double[] a = ranks(one);
        double[] b = ranks(other);
        double middle = (one.length - 1) / 2.0;
        double product = 0;
        double squaresOfOne = 0;
        double squaresOfOther = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - middle) * (b[i] - middle);
            squaresOfOne += (a[i] - middle) * (a[i] - middle);
            squaresOfOther += (b[i] - middle) * (b[i] - middle);
        }
        return product / Math.sqrt(squaresOfOne * squaresOfOther);
    }

    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
