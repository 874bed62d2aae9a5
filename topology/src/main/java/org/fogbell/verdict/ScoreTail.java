package org.fogbell.verdict;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far a sensor's windows lie out while nothing fires: the greatest maxima of its blocks of clean windows. A value; each
 * window gives the next. At most 540 bytes, 4 for each window that an alert looks back on, and the name of what it belongs to.
 *
 * @param belongsTo the model's digest, the score's name and the rules: another of these starts again
 * @param threshold robust z that follows from it; NaN before anything does
 * @param recent what the share of frames that makes a window beyond reached, in the latest windows, a slide apart, newest last;
 *     NaN where no window was
 * @param lastEndMicros end of the newest of them
 * @param blockMicros length of the clean windows in the block that is under way
 * @param blockMax its maximum so far
 * @param cleanMicros length of the clean windows in the blocks that are complete
 * @param blocks number of these
 * @param peaks the greatest of their maxima, in falling order; owned by the record
 * @param openings thresholds at which alerts opened that were over soon, oldest first; owned by the record
 * @param leftOut the last alert that was taken for a fault; null before any was, and once it was called a false alarm
 * @param leftOutAt the threshold at which it opened; NaN where the score did not open it
 */
public record ScoreTail(
        String belongsTo,
        double threshold,
        float[] recent,
        long lastEndMicros,
        long blockMicros,
        float blockMax,
        long cleanMicros,
        long blocks,
        float[] peaks,
        float[] openings,
        @Nullable String leftOut,
        float leftOutAt) {
    static final int MOST_PEAKS = 65;
    static final int MOST_OPENINGS = 31;

    static ScoreTail none(String belongsTo) {
        return new ScoreTail(
                belongsTo,
                Double.NaN,
                new float[0],
                AlertEpisode.NEVER,
                0,
                Float.NEGATIVE_INFINITY,
                0,
                0,
                new float[0],
                new float[0],
                null,
                0);
    }

    /** After one more clean window, and what the latest ones reached together. */
    ScoreTail saw(float[] windows, long endMicros, long newMicros, float reached) {
        return new ScoreTail(
                belongsTo,
                threshold,
                windows,
                endMicros,
                blockMicros + newMicros,
                Math.max(blockMax, reached),
                cleanMicros,
                blocks,
                peaks,
                openings,
                leftOut,
                leftOutAt);
    }

    /** The block under way is complete. */
    ScoreTail completesBlock() {
        boolean allKept = peaks.length >= blocks;
        boolean kept = allKept || (peaks.length > 0 && blockMax > peaks[peaks.length - 1]);
        float[] next = kept ? inserted(peaks, blockMax) : peaks;
        return new ScoreTail(
                belongsTo,
                threshold,
                recent,
                lastEndMicros,
                0,
                Float.NEGATIVE_INFINITY,
                cleanMicros + blockMicros,
                blocks + 1,
                next.length > MOST_PEAKS ? Arrays.copyOf(next, MOST_PEAKS) : next,
                openings,
                leftOut,
                leftOutAt);
    }

    private static float[] inserted(float[] falling, float value) {
        int at = 0;
        while (at < falling.length && falling[at] >= value) {
            at++;
        }
        float[] longer = new float[falling.length + 1];
        System.arraycopy(falling, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(falling, at, longer, at + 1, falling.length - at);
        return longer;
    }

    /** Forgets the block under way and the latest windows: the sensor deviates. */
    ScoreTail withoutBlock() {
        return blockMicros == 0 && recent.length == 0
                ? this
                : new ScoreTail(
                        belongsTo,
                        threshold,
                        new float[0],
                        AlertEpisode.NEVER,
                        0,
                        Float.NEGATIVE_INFINITY,
                        cleanMicros,
                        blocks,
                        peaks,
                        openings,
                        leftOut,
                        leftOutAt);
    }

    /** After an alert that opened at this threshold and was soon over. */
    ScoreTail opened(double at) {
        float[] more = Arrays.copyOf(openings, openings.length + 1);
        more[openings.length] = (float) at;
        return withPast(cleanMicros, blocks, peaks, more);
    }

    /**
     * Half the evidence: every second peak and opening, and half the time in which they were. Which half follows from the
     * peaks themselves, so that a replay keeps the same.
     */
    ScoreTail halved() {
        int from = peaks.length == 0 ? 0 : Float.floatToIntBits(peaks[0]) & 1;
        return withPast(cleanMicros / 2, blocks / 2, everySecond(peaks, from), everySecond(openings, from));
    }

    private static float[] everySecond(float[] values, int from) {
        float[] half = new float[(values.length + 1 - from) / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = values[from + 2 * i];
        }
        return half;
    }

    ScoreTail withThreshold(double robustZ) {
        return new ScoreTail(
                belongsTo,
                robustZ,
                recent,
                lastEndMicros,
                blockMicros,
                blockMax,
                cleanMicros,
                blocks,
                peaks,
                openings,
                leftOut,
                leftOutAt);
    }

    private ScoreTail withPast(long micros, long count, float[] greatest, float[] opened) {
        return new ScoreTail(
                belongsTo,
                threshold,
                recent,
                lastEndMicros,
                blockMicros,
                blockMax,
                micros,
                count,
                greatest,
                opened,
                leftOut,
                leftOutAt);
    }

    /** After an alert that was taken for a fault, which opened at this threshold; null takes the one before back. */
    ScoreTail leavingOut(@Nullable String alertId, double at) {
        return new ScoreTail(
                belongsTo,
                threshold,
                recent,
                lastEndMicros,
                blockMicros,
                blockMax,
                cleanMicros,
                blocks,
                peaks,
                openings,
                alertId,
                (float) at);
    }
}
