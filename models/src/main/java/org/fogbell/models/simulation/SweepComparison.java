package org.fogbell.models.simulation;

import java.util.List;
import java.util.Locale;

/**
 * How far two sets of sweeps are from each other, such as simulated and real ones of the same sensor.
 *
 * <p>For each quantity there are two distances between the two samples' distribution functions F and G: Kolmogorov and
 * Smirnov's max |F - G|, from 0 to 1, and Wasserstein's integral of |F - G|, in the quantity's own unit: how far points
 * have to be moved on average to make one sample the other.
 *
 * @param first of the two sets
 * @param second of the two sets
 * @param quantities range, height, intensity and ring, in this order
 */
public record SweepComparison(SweepStatistics first, SweepStatistics second, List<Quantity> quantities) {

    /**
     * One compared quantity.
     *
     * @param name with its unit
     * @param firstMedian of the first set
     * @param secondMedian of the second set
     */
    public record Quantity(
            String name, double firstMedian, double secondMedian, double kolmogorovSmirnov, double wasserstein) {}

    public SweepComparison {
        quantities = List.copyOf(quantities);
    }

    public static SweepComparison of(SweepStatistics first, SweepStatistics second) {
        return new SweepComparison(
                first,
                second,
                List.of(
                        quantity("range in m", first.ranges(), second.ranges()),
                        quantity("height in m", first.heights(), second.heights()),
                        quantity("intensity", first.intensities(), second.intensities()),
                        quantity("ring", first.rings(), second.rings())));
    }

    private static Quantity quantity(String name, float[] first, float[] second) {
        return new Quantity(
                name,
                first[first.length / 2],
                second[second.length / 2],
                kolmogorovSmirnov(first, second),
                wasserstein(first, second));
    }

    /** The largest difference between the distribution functions of two ascending samples. */
    static double kolmogorovSmirnov(float[] first, float[] second) {
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            float value = Math.min(first[i], second[j]);
            while (i < first.length && first[i] <= value) {
                i++;
            }
            while (j < second.length && second[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / first.length - (double) j / second.length));
        }
        return largest;
    }

    /** The area between the distribution functions of two ascending samples. */
    static double wasserstein(float[] first, float[] second) {
        double area = 0;
        double before = Math.min(first[0], second[0]);
        int i = 0;
        int j = 0;
        while (i < first.length || j < second.length) {
            float value = i == first.length ? second[j] : j == second.length ? first[i] : Math.min(first[i], second[j]);
            area += (value - before) * Math.abs((double) i / first.length - (double) j / second.length);
            before = value;
            while (i < first.length && first[i] <= value) {
                i++;
            }
            while (j < second.length && second[j] <= value) {
                j++;
            }
        }
        return area;
    }

    /** A table for people, in Markdown; {@code firstName} and {@code secondName} head its columns. */
    public String table(String firstName, String secondName) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "| | %s | %s | KS | Wasserstein |%n|---|---|---|---|---|%n", firstName, secondName));
        text.append(String.format(Locale.ROOT, "| sweeps | %d | %d | | |%n", first.sweeps(), second.sweeps()));
        text.append(String.format(
                Locale.ROOT,
                "| points a sweep | %.0f | %.0f | | |%n",
                first.pointsPerSweep(),
                second.pointsPerSweep()));
        text.append(String.format(
                Locale.ROOT, "| ground share | %.3f | %.3f | | |%n", first.groundShare(), second.groundShare()));
        for (Quantity quantity : quantities) {
            text.append(String.format(
                    Locale.ROOT,
                    "| median %s | %.2f | %.2f | %.3f | %.3f |%n",
                    quantity.name,
                    quantity.firstMedian,
                    quantity.secondMedian,
                    quantity.kolmogorovSmirnov,
                    quantity.wasserstein));
        }
        return text.toString();
    }
}
