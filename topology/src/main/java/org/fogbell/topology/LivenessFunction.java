package org.fogbell.topology;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.FrameScore;
import org.jspecify.annotations.Nullable;

/**
 * Stage "liveness": reports a sensor that falls silent, and one whose clock is wrong. While others send, event time
 * tells silence; when everyone is silent event time stands still, and a processing-time heartbeat tells it instead.
 */
final class LivenessFunction extends KeyedProcessFunction<SensorKey, FrameScore, Alert> {
    /** After a restart no watermark is known until the backlog flows: silence waits this many times longer. */
    private static final int PATIENCE_AFTER_RESTART = 3;

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final JobParameters.Silence config;
    private transient ValueState<Liveness> liveness;
    private transient ValueState<LivenessTimers> timers;
    private transient long openedAtMillis;

    @SuppressWarnings("NullAway.Init")
    LivenessFunction(JobParameters.Silence config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        liveness = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("liveness", TypeInformation.of(Liveness.class)));
        timers = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("timers", TypeInformation.of(LivenessTimers.class)));
        openedAtMillis = UNKNOWN;
    }

    @Override
    public void processElement(FrameScore score, Context context, Collector<Alert> out) throws Exception {
        @Nullable Liveness known = liveness.value();
        Liveness before = known == null ? Liveness.first(score) : known;
        Liveness after = before.saw(score, config.after());
        liveness.update(after);
        if (before.endsGap(score, config.after())) {
            // A watermark that leaps over the whole gap lets no timer fire in between.
            if (!before.silent()) {
                out.collect(before.silenceBegan(config.after()));
            }
            out.collect(before.silenceEnded(score));
        }
        if (after.clockWrong() && !before.clockWrong()) {
            out.collect(after.clockWentWrong(score));
        } else if (before.clockWrong() && !after.clockWrong()) {
            out.collect(before.clockCameRight(score));
        }
        if (known == null || (before.silent() && !after.silent())) {
            TimerService service = context.timerService();
            long silentAt = after.silentAtMillis(config.after());
            service.registerEventTimeTimer(silentAt);
            timers.update(heartbeat(new LivenessTimers(silentAt, 0, 0), service));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        @Nullable Liveness known = liveness.value();
        @Nullable LivenessTimers set = timers.value();
        TimerService service = context.timerService();
        if (known == null || set == null || known.silent() || service.currentWatermark() == Long.MAX_VALUE) {
            return;
        }
        boolean silent = context.timeDomain() == TimeDomain.EVENT_TIME
                ? set.eventTimeMillis() == time && dueInEventTime(known, set, time, service)
                : set.heartbeatMillis() == time && standsStill(set, service);
        if (silent) {
            out.collect(known.silenceBegan(config.after()));
            liveness.update(known.fellSilent());
        }
    }

    private boolean dueInEventTime(Liveness known, LivenessTimers set, long time, TimerService service)
            throws Exception {
        long silentAt = known.silentAtMillis(config.after());
        if (silentAt <= time) {
            return true;
        }
        service.registerEventTimeTimer(silentAt);
        timers.update(new LivenessTimers(silentAt, set.heartbeatMillis(), set.heartbeatWatermark()));
        return false;
    }

    private boolean standsStill(LivenessTimers set, TimerService service) throws Exception {
        long now = service.currentProcessingTime();
        openedAtMillis = openedAtMillis == UNKNOWN ? now : openedAtMillis;
        long watermark = service.currentWatermark();
        boolean warmingUp = watermark == Long.MIN_VALUE
                && now - openedAtMillis
                        < PATIENCE_AFTER_RESTART * config.after().toMillis();
        if (set.heartbeatWatermark() == watermark && !warmingUp) {
            return true;
        }
        timers.update(heartbeat(set, service));
        return false;
    }

    private LivenessTimers heartbeat(LivenessTimers set, TimerService service) {
        long due = service.currentProcessingTime() + config.after().toMillis();
        service.registerProcessingTimeTimer(due);
        return new LivenessTimers(set.eventTimeMillis(), due, service.currentWatermark());
    }
}
