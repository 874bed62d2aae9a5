package org.fogbell.bench;

import java.util.Arrays;
import java.util.Locale;

/** The least, the middle and the greatest of several rounds. */
public record Spread(double min, double median, double max) {
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("expected at least one value, got none");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "min %.3f, median %.3f, max %.3f", min, median, max);
    }
}
