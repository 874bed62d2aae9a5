package org.fogbell.bench;

import java.util.Arrays;

/** Frames a second, from the moments at which frames were done. */
final class Rate {
    private Rate() {}

    /**
     * The slope of the line through (moment, number of frames done by then), by least squares. Unlike last minus first,
     * it does not mind that frames come out in bursts, as they do behind a watermark.
     *
     * @param momentsNanos in any order
     * @param warmUp how many of the earliest to leave out
     */
    static double perSecond(long[] momentsNanos, int warmUp) {
        long[] sorted = momentsNanos.clone();
        Arrays.sort(sorted);
        int frames = sorted.length - warmUp;
        if (warmUp < 0 || frames < 2 || sorted[warmUp] == sorted[sorted.length - 1]) {
            throw new IllegalArgumentException("expected at least two moments that differ after " + warmUp
                    + " of warm-up, got " + sorted.length + " moments");
        }
        double meanSeconds = 0;
        for (int i = 0; i < frames; i++) {
            meanSeconds += seconds(sorted, warmUp, i) / frames;
        }
        double meanCount = (frames - 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < frames; i++) {
            double fromMean = seconds(sorted, warmUp, i) - meanSeconds;
            covariance += fromMean * (i - meanCount);
            variance += fromMean * fromMean;
        }
        return covariance / variance;
    }

    private static double seconds(long[] sorted, int warmUp, int i) {
        return (sorted[warmUp + i] - sorted[warmUp]) / 1e9;
    }
}
