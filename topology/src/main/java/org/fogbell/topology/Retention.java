package org.fogbell.topology;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Tells a keyed stage when to forget a sensor: {@code state.retention} after it was last seen, in event time. What is
 * forgotten follows from the times of the frames alone, so it is the same at every replay; the one timer a sensor has only
 * frees the memory. At the end of all input nothing is forgotten, but the timer has gone: a job that goes on from there sets
 * it again with the sensor's next frame.
 */
final class Retention {
    private final ValueState<LastSeen> lastSeen;
    private final long keptMillis;

    Retention(RuntimeContext context, StateRule rule) {
        this.lastSeen = context.getState(new ValueStateDescriptor<>("last-seen", TypeInformation.of(LastSeen.class)));
        this.keptMillis = rule.retention().toMillis();
    }

    /** Whether the current sensor, which is there at this time, had been away for so long that it starts anew. */
    boolean isOver(long millis) throws IOException {
        @Nullable LastSeen before = lastSeen.value();
        return before != null && millis > before.atMillis() + keptMillis;
    }

    /** Notes that the current sensor was there. */
    void saw(long millis, TimerService timers) throws IOException {
        @Nullable LastSeen before = lastSeen.value();
        long lookAt = before == null ? Long.MIN_VALUE : before.lookAtMillis();
        if (lookAt < millis) {
            lookAt = millis + keptMillis;
            timers.registerEventTimeTimer(lookAt);
        }
        lastSeen.update(new LastSeen(before == null ? millis : Math.max(before.atMillis(), millis), lookAt));
    }

    /** Whether this timer is the one after which the current sensor is gone; otherwise it will be asked again. */
    boolean isGone(long firedMillis, TimerService timers) throws IOException {
        @Nullable LastSeen seen = lastSeen.value();
        if (seen == null || seen.lookAtMillis() != firedMillis) {
            return false;
        }
        if (timers.currentWatermark() == Long.MAX_VALUE) {
            lastSeen.update(new LastSeen(seen.atMillis(), Long.MIN_VALUE));
            return false;
        }
        long goneAt = seen.atMillis() + keptMillis;
        if (goneAt <= firedMillis) {
            lastSeen.clear();
            return true;
        }
        timers.registerEventTimeTimer(goneAt);
        lastSeen.update(new LastSeen(seen.atMillis(), goneAt));
        return false;
    }

    /** Where there is nothing left to forget. */
    void forget(TimerService timers) throws IOException {
        @Nullable LastSeen seen = lastSeen.value();
        if (seen != null) {
            timers.deleteEventTimeTimer(seen.lookAtMillis());
            lastSeen.clear();
        }
    }
}
