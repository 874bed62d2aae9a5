package org.fogbell.topology;

import java.time.Duration;

/**
 * When a watermark that stands still means that every sensor is silent. It also stands still while perception waits for a
 * frame that hangs, at most {@code perception.timeout} for all attempts together, and until a partition counts as idle: so
 * silence needs {@code silence.after} and both of these.
 *
 * <p>The time is counted in beats, each of which must find the watermark where the last one did. A stage that was itself
 * held up, with frames waiting at its door, misses beats instead of hearing silence.
 */
final class Heartbeat {
    private static final int BEATS = 4;

    /** After a restart no watermark is known until the backlog flows, and models may load for long: so many times longer. */
    private static final int TIMES_WITHOUT_WATERMARK = 3;

    private Heartbeat() {}

    static Duration patience(JobParameters parameters) {
        return parameters
                .silence()
                .after()
                .plus(parameters.perception().timeout())
                .plus(parameters.eventTime().idleAfter());
    }

    static long intervalMillis(JobParameters parameters) {
        return Math.max(1, patience(parameters).toMillis() / BEATS);
    }

    /** Whether so many beats, one after the other, that found the watermark standing here are enough. */
    static boolean isSilence(int stillBeats, long watermark) {
        return stillBeats >= (watermark == Long.MIN_VALUE ? TIMES_WITHOUT_WATERMARK * BEATS : BEATS);
    }
}
