package org.fogbell.topology;

import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.RecentFrames;
import org.jspecify.annotations.Nullable;

/**
 * All that stage "baseline" remembers of one sensor beside the frames that wait for their order, in one state, so that a frame costs
 * few looks at it. A value.
 *
 * @param judged what its judged frames say; null before the first, and where that is over
 * @param newestMillis event time of the newest frame that waited: none waits behind it
 * @param seenMillis event time at which it was last seen; {@link #NEVER} before
 * @param timerMillis when its one timer is due, in event time; {@link #NEVER} where none is set
 */
record KnownSensor(
        @Nullable JudgedSensor judged, RecentFrames recent, long newestMillis, long seenMillis, long timerMillis) {
    static final long NEVER = Long.MIN_VALUE;
    static final KnownSensor NONE = new KnownSensor(null, RecentFrames.NONE, NEVER, NEVER, NEVER);

    KnownSensor sent(RecentFrames frames) {
        return new KnownSensor(judged, frames, newestMillis, seenMillis, timerMillis);
    }

    /** A frame of this moment waits for its order. */
    KnownSensor waits(long millis) {
        return new KnownSensor(judged, recent, Math.max(newestMillis, millis), seenMillis, timerMillis);
    }

    /** It was there at this moment; what its frames say is over where it had been away for too long. */
    KnownSensor seen(long millis, long keptMillis) {
        boolean over = seenMillis != NEVER && millis > seenMillis + keptMillis;
        return new KnownSensor(over ? null : judged, recent, newestMillis, Math.max(seenMillis, millis), timerMillis);
    }

    KnownSensor judged(JudgedSensor next) {
        return new KnownSensor(next, recent, newestMillis, seenMillis, timerMillis);
    }

    KnownSensor withTimer(long millis) {
        return new KnownSensor(judged, recent, newestMillis, seenMillis, millis);
    }

    /** When it is gone, if it is not seen again; {@link #NEVER} where it never was there. */
    long goneAtMillis(long keptMillis) {
        return seenMillis == NEVER ? NEVER : seenMillis + keptMillis;
    }
}
