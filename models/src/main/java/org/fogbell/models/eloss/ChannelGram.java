package org.fogbell.models.eloss;

import java.util.Arrays;

/**
 * The Gram matrix of a feature map's channels, centred on their mean channel, and the distances between channels that
 * follow from it.
 */
/*
 * |x - y|^2 = |x|^2 + |y|^2 - 2 x.y costs one matrix product for all pairs, but cancels when the channels share a large
 * mean. Distances do not change when every channel is shifted by the same vector, so the mean channel is taken off
 * first. Near-duplicate channels still cancel; what is below RELATIVE_FLOOR is therefore zero in every implementation,
 * whatever its precision. Products of two float32 are exact in float64, and all sums are float64.
 *
 * The loops run over tiles of positions, so that one tile of all channels stays in the first-level cache, and over
 * 2 x 4 channels at a time: eight independent sums hide the latency of the addition, which the JIT may not reorder.
 */
public final class ChannelGram {
    /**
     * Squared distances below this share of the mean squared norm of the centred channels count as zero. It lies above
     * what float32 arithmetic leaves of two equal channels, so a float32 graph and this class agree on which are equal.
     */
    public static final double RELATIVE_FLOOR = 1e-6;

    private static final int TILE = 64;

    private final int channels;
    private final int positions;
    private final double[] gram;
    private final double trace;

    private ChannelGram(int channels, int positions, double[] gram) {
        this.channels = channels;
        this.positions = positions;
        this.gram = gram;
        double sum = 0;
        for (int i = 0; i < channels; i++) {
            sum += gram[i * channels + i];
        }
        this.trace = sum;
    }

    /**
     * The Gram matrix of {@code channels} rows of {@code positions} floats, the first of them at {@code offset} of
     * {@code features}, which is only read. Thread-safe.
     *
     * @throws IllegalArgumentException when the map has fewer than two channels, lies outside the array, or has a value
     *     that is not finite
     */
    public static ChannelGram of(float[] features, int offset, int channels, int positions) {
        if (channels < 2 || positions < 1) {
            throw new IllegalArgumentException(
                    "a feature map has at least 2 channels and 1 position, got " + channels + " x " + positions);
        }
        if (offset < 0 || (long) offset + (long) channels * positions > features.length) {
            throw new IllegalArgumentException(channels + " x " + positions + " values from offset " + offset
                    + " do not fit into an array of " + features.length);
        }
        int rows = (channels + 3) / 4 * 4;
        double[] sums = new double[rows * rows];
        double[] tile = new double[rows * TILE];
        for (int start = 0; start < positions; start += TILE) {
            int width = Math.min(TILE, positions - start);
            centre(features, offset + start, channels, positions, width, tile);
            accumulate(tile, rows, width, sums);
        }
        return new ChannelGram(channels, positions, unpadded(sums, rows, channels)).checked();
    }

    private static void centre(float[] features, int from, int channels, int positions, int width, double[] tile) {
        double[] mean = new double[TILE];
        for (int c = 0; c < channels; c++) {
            int source = from + c * positions;
            for (int p = 0; p < width; p++) {
                mean[p] += features[source + p];
            }
        }
        for (int p = 0; p < width; p++) {
            mean[p] /= channels;
        }
        for (int c = 0; c < channels; c++) {
            int source = from + c * positions;
            int target = c * TILE;
            for (int p = 0; p < width; p++) {
                tile[target + p] = features[source + p] - mean[p];
            }
        }
    }

    private static void accumulate(double[] tile, int rows, int width, double[] sums) {
        for (int i = 0; i < rows; i += 2) {
            for (int j = i / 4 * 4; j < rows; j += 4) {
                multiply(tile, i * TILE, j * TILE, width, sums, i * rows + j, rows);
            }
        }
    }

    private static void multiply(double[] tile, int i, int j, int width, double[] sums, int at, int rows) {
        double s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
        for (int p = 0; p < width; p++) {
            double a = tile[i + p];
            double b = tile[i + TILE + p];
            double c = tile[j + p];
            double d = tile[j + TILE + p];
            double e = tile[j + 2 * TILE + p];
            double f = tile[j + 3 * TILE + p];
            s00 += a * c;
            s01 += a * d;
            s02 += a * e;
            s03 += a * f;
            s10 += b * c;
            s11 += b * d;
            s12 += b * e;
            s13 += b * f;
        }
        sums[at] += s00;
        sums[at + 1] += s01;
        sums[at + 2] += s02;
        sums[at + 3] += s03;
        sums[at + rows] += s10;
        sums[at + rows + 1] += s11;
        sums[at + rows + 2] += s12;
        sums[at + rows + 3] += s13;
    }

    /** Only blocks right of the diagonal were summed: takes the upper triangle and mirrors it. */
    private static double[] unpadded(double[] sums, int rows, int channels) {
        double[] gram = new double[channels * channels];
        for (int i = 0; i < channels; i++) {
            for (int j = i; j < channels; j++) {
                double value = sums[i * rows + j];
                gram[i * channels + j] = value;
                gram[j * channels + i] = value;
            }
        }
        return gram;
    }

    private ChannelGram checked() {
        if (!Double.isFinite(trace)) {
            throw new IllegalArgumentException("the feature map has values that are not finite");
        }
        return this;
    }

    int channels() {
        return channels;
    }

    int positions() {
        return positions;
    }

    double at(int i, int j) {
        return gram[i * channels + j];
    }

    double trace() {
        return trace;
    }

    /** The neighbour that the radius of a channel reaches to: K = max(1, floor(C / 10)). */
    int neighbour() {
        return neighbour(channels);
    }

    /** {@link #neighbour()} of a map of so many channels. */
    public static int neighbour(int channels) {
        return Math.max(1, channels / 10);
    }

    /** For each channel its distance to its K-th nearest other channel. */
    double[] radii() {
        double floor = RELATIVE_FLOOR * trace / channels;
        double[] nearest = new double[neighbour()];
        double[] radii = new double[channels];
        for (int i = 0; i < channels; i++) {
            radii[i] = Math.sqrt(kthSmallestSquared(i, floor, nearest));
        }
        return radii;
    }

    /** K is a tenth of the channels: an insertion into K sorted values beats selection on a copied row. */
    private double kthSmallestSquared(int i, double floor, double[] nearest) {
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int last = nearest.length - 1;
        for (int j = 0; j < channels; j++) {
            if (j == i) {
                continue;
            }
            double squared = at(i, i) + at(j, j) - 2 * at(i, j);
            double value = squared < floor ? 0 : squared;
            if (value < nearest[last]) {
                int at = last;
                for (; at > 0 && nearest[at - 1] > value; at--) {
                    nearest[at] = nearest[at - 1];
                }
                nearest[at] = value;
            }
        }
        return nearest[last];
    }
}
