package org.fogbell.verdict;

import java.util.Arrays;

/**
 * Numbers of which the median will be asked, {@linkplain #rounded rounded} and in bounded memory: all of them up to a capacity, beyond it
 * neighbours stand for each other. A value; the arrays belong to it.
 *
 * @param values ascending
 * @param counts how many numbers each value stands for; empty where each is itself
 */
public record MedianSample(float[] values, int[] counts) {
    /*
     * Past the capacity c the two neighbours that together stand for the fewest numbers become one, their weighted mean (of
     * equals, the lower two). There are (c + 1) / 2 pairs of neighbours that do not overlap, so the least of them stands for at
     * most 2 n / (c + 1) of n numbers: no value ever stands for more, and the median is off by about that many ranks at most,
     * and always between two numbers that were there. What comes out depends on the numbers and on their order, which
     * event time and sequence settle.
     */
    static final MedianSample EMPTY = new MedianSample(new float[0], new int[0]);

    /** Bits of single precision that are kept, its sign and exponent among them. */
    public static final int BITS = 24;

    /** To {@link #BITS} bits: by 1.6e-5 of a number at most. */
    static float rounded(double value) {
        int dropped = Float.SIZE - BITS;
        int bits = Float.floatToRawIntBits((float) value);
        // What carries beyond the greatest number is infinite, as it should be.
        return Float.intBitsToFloat((bits + (1 << (dropped - 1))) >> dropped << dropped);
    }

    /** @param value rounded */
    MedianSample plus(float value, int capacity) {
        int found = Arrays.binarySearch(values, value);
        int at = found >= 0 ? found : -found - 1;
        float[] more = new float[values.length + 1];
        System.arraycopy(values, 0, more, 0, at);
        more[at] = value;
        System.arraycopy(values, at, more, at + 1, values.length - at);
        if (counts.length == 0 && more.length <= capacity) {
            return new MedianSample(more, counts);
        }
        int[] each = new int[more.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = i == at ? 1 : count(i < at ? i : i - 1);
        }
        MedianSample all = new MedianSample(more, each);
        return more.length <= capacity ? all : all.withoutLeastPair();
    }

    private MedianSample withoutLeastPair() {
        int least = 0;
        for (int i = 1; i + 1 < values.length; i++) {
            if (counts[i] + counts[i + 1] < counts[least] + counts[least + 1]) {
                least = i;
            }
        }
        float[] fewer = new float[values.length - 1];
        int[] each = new int[fewer.length];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = values[i <= least ? i : i + 1];
            each[i] = counts[i <= least ? i : i + 1];
        }
        int both = counts[least] + counts[least + 1];
        double step = (double) values[least + 1] - values[least];
        fewer[least] = rounded(values[least] + step * counts[least + 1] / both);
        each[least] = both;
        return new MedianSample(fewer, each);
    }

    private int count(int i) {
        return counts.length == 0 ? 1 : counts[i];
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    /** All numbers of both. */
    MedianSample plus(MedianSample other) {
        float[] both = new float[values.length + other.values.length];
        boolean isExact = counts.length == 0 && other.counts.length == 0;
        int[] each = isExact ? counts : new int[both.length];
        int mine = 0;
        int theirs = 0;
        for (int i = 0; i < both.length; i++) {
            boolean own =
                    theirs == other.values.length || (mine < values.length && values[mine] <= other.values[theirs]);
            if (!isExact) {
                each[i] = own ? count(mine) : other.count(theirs);
            }
            both[i] = own ? values[mine++] : other.values[theirs++];
        }
        return new MedianSample(both, each);
    }

    /** The middle number, or the mean of the two middle ones; NaN for none. */
    double median() {
        long all = 0;
        for (int i = 0; i < values.length; i++) {
            all += count(i);
        }
        return all == 0 ? Double.NaN : all % 2 == 1 ? at(all / 2) : ((double) at(all / 2 - 1) + at(all / 2)) / 2;
    }

    /** The k-th greatest of at least so many numbers, k from 1; or of their magnitudes. */
    float greatest(int k, boolean ofMagnitudes) {
        int low = 0;
        int high = values.length - 1;
        long seen = 0;
        while (low <= high) {
            boolean fromBelow = ofMagnitudes && -values[low] > values[high];
            float next = fromBelow ? -values[low] : values[high];
            seen += fromBelow ? count(low++) : count(high--);
            if (seen >= k) {
                return ofMagnitudes ? Math.abs(next) : next;
            }
        }
        throw new IllegalStateException("expected a rank up to " + seen + ", got " + k);
    }

    private float at(long rank) {
        long before = 0;
        for (int i = 0; i < values.length; i++) {
            before += count(i);
            if (rank < before) {
                return values[i];
            }
        }
        throw new IllegalStateException("expected a rank below " + before + ", got " + rank);
    }
}
