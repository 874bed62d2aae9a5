package org.fogbell.verdict;

import org.jspecify.annotations.Nullable;

/**
 * The beat at which a sensor captures its frames: what time usually lies between two of them, by the vehicle's own clock. A
 * value; each frame gives the next.
 *
 * @param lastMicros when the last frame was captured
 * @param usualMicros usual time between two; 0 where none is known
 * @param intervals of which this follows
 * @param apart intervals in a row that came last and were of another order: pauses count up from 0, hurries down
 */
public record CaptureBeat(long lastMicros, double usualMicros, int intervals, int apart) {
    static final CaptureBeat NONE = new CaptureBeat(Long.MIN_VALUE, 0, 0, 0);

    /*
     * The usual interval is a geometric mean that forgets, of which one interval moves the logarithm by its share of the evidence
     * and by no more than a quarter's worth: frames that are missing now and then do not move it, and a sensor that was set to
     * another rate has a new beat after some hundred frames. A much longer gap is a pause, of which nothing follows; but pauses in
     * a row are frames off the beat, and after some more of them what was usual is usual no longer. A much shorter one is a hurry:
     * off the beat at first, as frames that come at once are, and if it goes on another rate, which soon is the usual one.
     */
    private static final int LEAST_INTERVALS = 10;
    private static final double APART = 10;
    private static final int PAUSES_OFF_BEAT = 3;
    private static final int HURRIES_OFF_BEAT = 2;
    private static final int APART_FORGOTTEN = 20;
    private static final double CLIP = Math.log(1.25);
    private static final double LEAST_WEIGHT = 1.0 / 64;

    /**
     * How far the time from the last frame to this one is from what is usual, as a share of that; null where nothing is usual
     * yet, after one or two pauses, and after more than two hurries in a row.
     */
    @Nullable
    Double jitter(long capturedMicros) {
        double interval = capturedMicros - (double) lastMicros;
        int row = row(interval);
        boolean undecided = (row > 0 && row < PAUSES_OFF_BEAT) || row < -HURRIES_OFF_BEAT;
        return intervals < LEAST_INTERVALS || undecided ? null : Math.abs(interval / usualMicros - 1);
    }

    /** After a frame that was captured then. */
    CaptureBeat after(long capturedMicros) {
        double interval = capturedMicros - (double) lastMicros;
        if (lastMicros == Long.MIN_VALUE || interval <= 0) {
            return new CaptureBeat(Math.max(lastMicros, capturedMicros), usualMicros, intervals, apart);
        }
        int row = row(interval);
        if (row != 0) {
            return Math.abs(row) < APART_FORGOTTEN
                    ? new CaptureBeat(capturedMicros, usualMicros, intervals, row)
                    : new CaptureBeat(capturedMicros, 0, 0, 0);
        }
        if (intervals == 0) {
            return new CaptureBeat(capturedMicros, interval, 1, 0);
        }
        double weight = Math.max(LEAST_WEIGHT, 1.0 / (intervals + 1));
        double step = Math.max(-CLIP, Math.min(CLIP, Math.log(interval / usualMicros)));
        return new CaptureBeat(capturedMicros, usualMicros * Math.exp(weight * step), intervals + 1, 0);
    }

    /** What {@link #apart} is after this interval; one that is none, as of frames of one moment, is no hurry. */
    private int row(double interval) {
        boolean isPause = intervals > 0 && interval > APART * usualMicros;
        boolean isHurry = intervals > 0 && interval > 0 && interval < usualMicros / APART;
        if (isPause) {
            return Math.max(apart, 0) + 1;
        }
        return isHurry ? Math.min(apart, 0) - 1 : 0;
    }
}
