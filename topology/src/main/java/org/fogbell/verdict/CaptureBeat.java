package org.fogbell.verdict;

import org.jspecify.annotations.Nullable;

/**
 * The beat at which a sensor captures its frames: what time usually lies between two of them, by the vehicle's own clock. A
 * value; each frame gives the next.
 *
 * @param lastMicros when the last frame was captured
 * @param usualMicros usual time between two; 0 where none is known
 * @param intervals of which this follows
 * @param pauses in a row that came last
 */
public record CaptureBeat(long lastMicros, double usualMicros, int intervals, int pauses) {
    static final CaptureBeat NONE = new CaptureBeat(Long.MIN_VALUE, 0, 0, 0);

    /*
     * The usual interval is a geometric mean that forgets, of which one interval moves the logarithm by its share of the evidence
     * and by no more than a quarter's worth: frames that are missing now and then do not move it, and a sensor that was set to
     * another rate has a new beat after some hundred frames. A longer gap is a pause, of which nothing follows; but pauses in a row
     * are frames off the beat, and after some more of them what was usual is usual no longer.
     */
    private static final int LEAST_INTERVALS = 10;
    private static final double PAUSE = 10;
    private static final int PAUSES_OFF_BEAT = 3;
    private static final int PAUSES_FORGOTTEN = 20;
    private static final double CLIP = Math.log(1.25);
    private static final double LEAST_WEIGHT = 1.0 / 64;

    /**
     * How far the time from the last frame to this one is from what is usual, as a share of that; null where nothing is usual
     * yet, and after one or two pauses.
     */
    @Nullable
    Double jitter(long capturedMicros) {
        double interval = capturedMicros - (double) lastMicros;
        return intervals < LEAST_INTERVALS || (isPause(interval) && pauses + 1 < PAUSES_OFF_BEAT)
                ? null
                : Math.abs(interval / usualMicros - 1);
    }

    /** After a frame that was captured then. */
    CaptureBeat after(long capturedMicros) {
        double interval = capturedMicros - (double) lastMicros;
        if (lastMicros == Long.MIN_VALUE || interval <= 0) {
            return new CaptureBeat(Math.max(lastMicros, capturedMicros), usualMicros, intervals, pauses);
        }
        if (isPause(interval)) {
            return pauses + 1 < PAUSES_FORGOTTEN
                    ? new CaptureBeat(capturedMicros, usualMicros, intervals, pauses + 1)
                    : new CaptureBeat(capturedMicros, 0, 0, 0);
        }
        if (intervals == 0) {
            return new CaptureBeat(capturedMicros, interval, 1, 0);
        }
        double weight = Math.max(LEAST_WEIGHT, 1.0 / (intervals + 1));
        double step = Math.max(-CLIP, Math.min(CLIP, Math.log(interval / usualMicros)));
        return new CaptureBeat(capturedMicros, usualMicros * Math.exp(weight * step), intervals + 1, 0);
    }

    private boolean isPause(double interval) {
        return intervals > 0 && interval > PAUSE * usualMicros;
    }
}
