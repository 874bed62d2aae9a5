package org.fogbell.topology;

import java.time.Instant;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a sensor between windows. A value; each window gives the next.
 *
 * @param history the last windows, newest in the lowest bit, 1 where beyond
 * @param sinceMicros event time of the first frame beyond in the current run of windows; 0 while there is none
 * @param lastBeyondMicros event time of the latest frame beyond in a window that was beyond
 * @param peakZ largest distance from the baseline of any window in the run, in spreads
 */
public record AlertEpisode(
        long history, boolean firing, long sinceMicros, long lastBeyondMicros, double peakZ, double peakBlindShare) {
    static final AlertEpisode QUIET = new AlertEpisode(0, false, 0, 0, 0, 0);

    AlertEpisode see(boolean beyond, int windows, Deviation window) {
        long shifted = ((history << 1) | (beyond ? 1 : 0)) & ((1L << windows) - 1);
        if (shifted == 0 && !firing) {
            return QUIET;
        }
        if (!beyond) {
            return new AlertEpisode(shifted, firing, sinceMicros, lastBeyondMicros, peakZ, peakBlindShare);
        }
        boolean first = history == 0 && !firing;
        return new AlertEpisode(
                shifted,
                firing,
                first ? micros(window.getFirstBeyondAt(), window.getWindowStart()) : sinceMicros,
                micros(window.getLastBeyondAt(), window.getWindowEnd()),
                Math.max(peakZ, Math.abs(window.getRobustZ())),
                Math.max(peakBlindShare, window.getBlindShare()));
    }

    AlertEpisode open() {
        return new AlertEpisode(history, true, sinceMicros, lastBeyondMicros, peakZ, peakBlindShare);
    }

    private static long micros(@Nullable Instant at, Instant otherwise) {
        return Micros.of(at == null ? otherwise : at);
    }
}
