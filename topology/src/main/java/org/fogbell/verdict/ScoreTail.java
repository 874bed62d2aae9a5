package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far a sensor's windows lie out while nothing fires: the greatest maxima of its blocks of clean windows. A value; each
 * window gives the next. At most 540 bytes, 50 for each of four alerts, 4 for each window that an alert looks back on, and the name of what
 * it belongs to.
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
 * @param ended the last alerts that are over, or that the score did not open, oldest first
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
        List<Ended> ended) {
    static final int MOST_PEAKS = 65;
    static final int MOST_OPENINGS = 31;
    private static final int MOST_ENDED = 4;

    /**
     * An alert, in case a person says something of it later.
     *
     * @param at the threshold at which it opened; NaN where the score did not open it
     * @param counts whether it is among the openings: it was taken for an excursion, and not for a fault
     */
    public record Ended(String alertId, float at, boolean counts) {}

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
                List.of());
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
                ended);
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
                ended);
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
                        ended);
    }

    boolean knows(String alertId) {
        return ended.stream().anyMatch(alert -> alert.alertId.equals(alertId));
    }

    /** After one more alert, which opened at this threshold. */
    ScoreTail after(String alertId, double at, boolean counts) {
        List<Ended> alerts = new ArrayList<>(ended);
        alerts.add(new Ended(alertId, (float) at, counts));
        return with(
                counts ? withOpening((float) at) : openings,
                alerts.subList(Math.max(0, alerts.size() - MOST_ENDED), alerts.size()));
    }

    /** With an alert that ended among the openings, or without it. */
    ScoreTail counting(Ended alert, boolean counts) {
        if (alert.counts == counts || Float.isNaN(alert.at)) {
            return this;
        }
        List<Ended> alerts = new ArrayList<>(ended);
        alerts.set(alerts.indexOf(alert), new Ended(alert.alertId, alert.at, counts));
        return with(counts ? withOpening(alert.at) : withoutOpening(alert.at), alerts);
    }

    private float[] withOpening(float at) {
        float[] more = Arrays.copyOf(openings, openings.length + 1);
        more[openings.length] = at;
        return more;
    }

    /** All of them where it is not there any more: half of them are forgotten now and then. */
    private float[] withoutOpening(float at) {
        int newest = openings.length - 1;
        while (newest >= 0 && openings[newest] != at) {
            newest--;
        }
        if (newest < 0) {
            return openings;
        }
        float[] others = Arrays.copyOf(openings, openings.length - 1);
        System.arraycopy(openings, newest + 1, others, newest, others.length - newest);
        return others;
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
                ended);
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
                ended);
    }

    private ScoreTail with(float[] opened, List<Ended> alerts) {
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
                opened,
                List.copyOf(alerts));
    }
}
