package org.fogbell.topology;

import org.apache.flink.streaming.api.TimerService;

/**
 * The timers of one sensor, one of each kind at most; any other that fires is a left-over.
 *
 * @param eventTimeMillis when event time is to look again; {@link #NEVER} where the end of all input took the timer
 * @param heartbeatMillis when processing time is to look again; {@link #NEVER} while the heart does not beat
 * @param heartbeatWatermark the watermark at the last heartbeat: the same at the next one means that time stands still
 * @param stillBeats heartbeats in a row that found the watermark where it was
 */
public record LivenessTimers(long eventTimeMillis, long heartbeatMillis, long heartbeatWatermark, int stillBeats) {
    static final long NEVER = Long.MIN_VALUE;
    static final LivenessTimers NONE = new LivenessTimers(NEVER, NEVER, NEVER, 0);

    /** Event time is to look at this moment and no other; {@link #NEVER} for none. */
    LivenessTimers lookAt(long millis, TimerService service) {
        if (millis == eventTimeMillis) {
            return this;
        }
        if (eventTimeMillis != NEVER) {
            service.deleteEventTimeTimer(eventTimeMillis);
        }
        if (millis != NEVER) {
            service.registerEventTimeTimer(millis);
        }
        return new LivenessTimers(millis, heartbeatMillis, heartbeatWatermark, stillBeats);
    }

    /** As {@link #lookAt}, unless it looks before that anyway. */
    LivenessTimers lookNoLaterThan(long millis, TimerService service) {
        return eventTimeMillis != NEVER && eventTimeMillis <= millis ? this : lookAt(millis, service);
    }

    /** That timer fired. */
    LivenessTimers looked() {
        return new LivenessTimers(NEVER, heartbeatMillis, heartbeatWatermark, stillBeats);
    }

    /** The heart beats, from now on if it did not. */
    LivenessTimers beating(long everyMillis, TimerService service) {
        if (heartbeatMillis != NEVER) {
            return this;
        }
        return new LivenessTimers(eventTimeMillis, NEVER, service.currentWatermark(), 0).nextBeat(everyMillis, service);
    }

    /** After the beat that was due, which found this watermark; {@code anew} where the count starts again whatever it found. */
    LivenessTimers beat(long watermark, boolean anew) {
        boolean still = watermark == heartbeatWatermark && !anew;
        return new LivenessTimers(eventTimeMillis, NEVER, watermark, still ? stillBeats + 1 : 0);
    }

    LivenessTimers nextBeat(long afterMillis, TimerService service) {
        long due = service.currentProcessingTime() + afterMillis;
        service.registerProcessingTimeTimer(due);
        return new LivenessTimers(eventTimeMillis, due, heartbeatWatermark, stillBeats);
    }

    LivenessTimers beatsNoMore(TimerService service) {
        if (heartbeatMillis != NEVER) {
            service.deleteProcessingTimeTimer(heartbeatMillis);
        }
        return new LivenessTimers(eventTimeMillis, NEVER, NEVER, 0);
    }
}
