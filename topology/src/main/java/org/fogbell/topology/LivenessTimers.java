package org.fogbell.topology;

/**
 * The timers that count for one sensor; any other that fires is a left-over of an earlier silence.
 *
 * @param eventTimeMillis when event time is to look again; {@link #NONE} where the end of all input took the timer
 * @param heartbeatMillis when processing time is to look again
 * @param heartbeatWatermark the watermark at the last heartbeat: the same at the next one means that time stands still
 * @param stillBeats heartbeats in a row that found the watermark where it was
 */
public record LivenessTimers(long eventTimeMillis, long heartbeatMillis, long heartbeatWatermark, int stillBeats) {
    static final long NONE = Long.MIN_VALUE;

    LivenessTimers lookAt(long millis) {
        return new LivenessTimers(millis, heartbeatMillis, heartbeatWatermark, stillBeats);
    }

    /** After one more beat, which found this watermark; {@code anew} where the count starts again whatever it found. */
    LivenessTimers beat(long watermark, boolean anew) {
        return new LivenessTimers(
                eventTimeMillis,
                heartbeatMillis,
                watermark,
                watermark == heartbeatWatermark && !anew ? stillBeats + 1 : 0);
    }

    LivenessTimers nextBeatAt(long millis) {
        return new LivenessTimers(eventTimeMillis, millis, heartbeatWatermark, stillBeats);
    }
}
