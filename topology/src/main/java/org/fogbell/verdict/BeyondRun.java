package org.fogbell.verdict;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How a sensor's frames went on lately, in microseconds of event time. A value; each frame gives the next.
 *
 * @param loudSince since when {@code share} has been enough for an alert, or there has been a small lasting shift; 0 where neither is
 * @param share of the latest frames that are beyond, each weighing nine tenths of the one after it: a single outlier is not much
 * @param calmSince since when that share was too small for an alert, the last time that it was, later by the gaps in it, in
 *     which nothing was seen; 0 where it never was
 * @param calmUntil the last frame of that time
 * @param settled up to when no order counts any more: the sensor learnt anew because of it, or what it was about is over; 0 where
 *     there was none
 */
public record BeyondRun(long loudSince, double share, long calmSince, long calmUntil, long settled) {
    static final BeyondRun NONE = new BeyondRun(0, 0, 0, 0, 0);

    private static final double WEIGHT_OF_A_FRAME = 0.1;

    /** A share that forgets comes near to 1, and never there. */
    private static final double ALMOST_ALL = 0.9;

    BeyondRun after(boolean beyond, boolean shifted, long now, AlertRules rules) {
        double next = share + WEIGHT_OF_A_FRAME * ((beyond ? 1 : 0) - share);
        if (shifted || next >= Math.min(rules.alert().share(), ALMOST_ALL)) {
            return new BeyondRun(loudSince == 0 ? now : loudSince, next, calmSince, calmUntil, settled);
        }
        if (calmSince == 0 || isLoud()) {
            return new BeyondRun(0, next, now, now, settled);
        }
        long unseen = Math.max(
                0, now - calmUntil - AlertLifecycle.micros(rules.window().size()));
        long since = calmSince + unseen;
        long resolving = now - toResolveMicros(rules);
        long over = since < resolving ? Math.max(settled, resolving - 1) : settled;
        return new BeyondRun(0, next, since, now, over);
    }

    /** After a frame from which on the sensor is held against something else: how long it has been loud counts from there. */
    BeyondRun heldAnew(long now, AlertRules rules) {
        BeyondRun next = after(false, false, now, rules);
        return next.loudSince == 0
                ? next
                : new BeyondRun(now, next.share, next.calmSince, next.calmUntil, next.settled);
    }

    /** Whether what the latest frames are like is not what the sensor is like: so many are beyond, or they have shifted. */
    boolean isLoud() {
        return loudSince != 0;
    }

    /** After the sensor began to learn anew with this frame, because an order asked for it. */
    static BeyondRun answering(Instant called, long now) {
        return new BeyondRun(0, 0, now, now, Micros.of(called));
    }

    /**
     * Whether what was called false goes on: the sensor's alert was open then, enough frames are beyond, and they were so again before
     * the alert had the time to resolve. Only frames that were seen count as time, as of an alert: a gap resolves nothing. What is over
     * stays over, however often frames are beyond later.
     *
     * @param called event time from which on the order counts; not after the last frame
     */
    boolean goesOnWith(Instant called) {
        return isLoud() && Micros.of(called) > settled;
    }

    /** How long a sensor that is back must be seen before its alert is resolved, at least. Asked at each frame. */
    private static long toResolveMicros(AlertRules rules) {
        long windows = rules.alert().ofWindows() * rules.window().slide().toMillis();
        return TimeUnit.MILLISECONDS.toMicros(rules.window().size().toMillis()
                + windows
                + rules.alert().keepFiring().toMillis());
    }
}
