package org.fogbell.models.zeroshot;

/** Counts in equal bins between two bounds, for quantiles of many values without sorting; what lies outside counts as the outermost bin. */
final class Histogram {
    private final double low;
    private final double binsPerUnit;
    private final int[] counts;
    private int total;

    Histogram(double low, double high, int bins) {
        this.low = low;
        this.binsPerUnit = bins / (high - low);
        this.counts = new int[bins];
    }

    void add(double value) {
        counts[(int) Math.max(0, Math.min(counts.length - 1, (value - low) * binsPerUnit))]++;
        total++;
    }

    int total() {
        return total;
    }

    int count(int bin) {
        return counts[bin];
    }

    int bins() {
        return counts.length;
    }

    /** The middle of the fullest bin; the first of equals. */
    double mode() {
        int mode = 0;
        for (int bin = 1; bin < counts.length; bin++) {
            mode = counts[bin] > counts[mode] ? bin : mode;
        }
        return low + (mode + 0.5) / binsPerUnit;
    }

    /** Within the bin as if its values were spread evenly; {@code otherwise} where nothing was added. */
    double quantile(double share, double otherwise) {
        double wanted = share * total;
        double below = 0;
        for (int bin = 0; bin < counts.length && total > 0; bin++) {
            if (below + counts[bin] >= wanted && counts[bin] > 0) {
                return low + (bin + (wanted - below) / counts[bin]) / binsPerUnit;
            }
            below += counts[bin];
        }
        return otherwise;
    }
}
