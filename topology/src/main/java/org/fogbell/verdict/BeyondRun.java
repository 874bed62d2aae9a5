package org.fogbell.verdict;

import java.time.Duration;
import java.time.Instant;

/**
 * How a sensor's frames went on lately, in microseconds of event time. A value; each frame gives the next.
 *
 * @param unbrokenSince since when all of them are beyond; 0 where the last was not
 * @param share of the latest frames that are beyond, each weighing nine tenths of the one after it: a single outlier is not much
 * @param calmSince since when that share was too small for an alert, the last time that it was; 0 where it never was
 * @param calmUntil the last frame of that time
 * @param answered the last order that made the sensor learn anew what is normal; 0 where none did
 */
public record BeyondRun(long unbrokenSince, double share, long calmSince, long calmUntil, long answered) {
    static final BeyondRun NONE = new BeyondRun(0, 0, 0, 0, 0);

    private static final double WEIGHT_OF_A_FRAME = 0.1;

    BeyondRun after(boolean beyond, long now, AlertRules rules) {
        long unbroken = beyond ? (unbrokenSince == 0 ? now : unbrokenSince) : 0;
        double next = share + WEIGHT_OF_A_FRAME * ((beyond ? 1 : 0) - share);
        if (isLoud(next, rules)) {
            return new BeyondRun(unbroken, next, calmSince, calmUntil, answered);
        }
        boolean stillCalm = calmSince != 0 && !isLoud(share, rules);
        return new BeyondRun(unbroken, next, stillCalm ? calmSince : now, now, answered);
    }

    private static boolean isLoud(double share, AlertRules rules) {
        return share >= rules.alert().share();
    }

    /** After the sensor began to learn anew with this frame, because an order asked for it. */
    static BeyondRun answering(Instant called, long now) {
        return new BeyondRun(0, 0, now, now, Micros.of(called));
    }

    /**
     * Whether what was called false goes on: the sensor's alert was open then, enough frames are beyond, and they were so again before
     * the alert had the time to resolve. Only frames that were seen count as time, as of an alert: a gap resolves nothing.
     *
     * @param called event time from which on the order counts; not after the last frame
     */
    boolean goesOnWith(Instant called, AlertRules rules) {
        long from = Micros.of(called);
        return isLoud(share, rules)
                && from > answered
                && calmUntil - Math.max(calmSince, from) <= toResolve(rules).toMillis() * 1_000;
    }

    /** How long a sensor that is back must be seen before its alert is resolved, at least. */
    private static Duration toResolve(AlertRules rules) {
        Duration windows = rules.window().slide().multipliedBy(rules.alert().ofWindows());
        return rules.window().size().plus(windows).plus(rules.alert().keepFiring());
    }
}
