package org.fogbell.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Alert;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.Liveness;
import org.fogbell.verdict.SeenFrame;
import org.fogbell.verdict.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Stage "liveness": reports a sensor that falls silent, and one whose clock is wrong. While others send, event time
 * tells silence; when everyone is silent event time stands still, and a processing-time {@link Heartbeat} tells it instead.
 */
final class LivenessFunction extends KeyedProcessFunction<SensorKey, SeenFrame, Alert> {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final LiveRules rules;
    private final Duration retention;
    private final Duration jobsPause;
    private final long beatMillis;
    private transient ValueState<Liveness> liveness;
    private transient ValueState<LivenessTimers> timers;
    private transient long openedAtMillis;

    @SuppressWarnings("NullAway.Init")
    LivenessFunction(JobParameters parameters) {
        this.rules = parameters.liveRules();
        this.retention = parameters.state().retention();
        this.jobsPause = parameters.silence().after();
        this.beatMillis = Heartbeat.intervalMillis(parameters);
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
    public void processElement(SeenFrame frame, Context context, Collector<Alert> out) throws Exception {
        TimerService service = context.timerService();
        Sighting sighting = Sighting.of(frame, service.currentWatermark());
        @Nullable Liveness known = liveness.value();
        if (known != null && known.isGoneBy(sighting.at(), retention)) {
            // A watermark that leaps over the whole retention lets no timer fire in between.
            known.gone(rules, retention).forEach(out::collect);
            known = null;
        }
        Liveness before = known == null ? Liveness.first(sighting) : known;
        Liveness after = before.saw(sighting, rules);
        liveness.update(after);
        before.changes(after, sighting, rules).forEach(out::collect);
        @Nullable LivenessTimers set = timers.value();
        boolean starts = known == null || (before.silent() && !after.silent());
        // A policy may ask for more patience from now on, which the timer finds out, or for less.
        boolean sooner = set != null && !after.silent() && after.silentAtMillis(rules) < set.eventTimeMillis();
        if (set == null || starts || sooner || set.eventTimeMillis() == LivenessTimers.NONE) {
            if (set != null) {
                service.deleteEventTimeTimer(set.eventTimeMillis());
            }
            LivenessTimers anew = new LivenessTimers(LivenessTimers.NONE, 0, service.currentWatermark(), 0);
            timers.update(nextBeat(lookWhenDue(after, anew, service), service));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        @Nullable Liveness known = liveness.value();
        @Nullable LivenessTimers set = timers.value();
        TimerService service = context.timerService();
        if (known == null || set == null) {
            return;
        }
        boolean ended = service.currentWatermark() == Long.MAX_VALUE;
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            if (set.eventTimeMillis() == time && ended) {
                timers.update(set.lookAt(LivenessTimers.NONE));
            } else if (set.eventTimeMillis() == time) {
                lookAgain(known, set, time, service, out);
            }
        } else if (set.heartbeatMillis() == time && !known.silent() && !ended) {
            beat(known, set, service, out);
        }
    }

    private void lookAgain(Liveness known, LivenessTimers set, long time, TimerService service, Collector<Alert> out)
            throws Exception {
        Liveness now = known;
        boolean leaves = known.silent() || known.leavesUnnoticed(rules, retention);
        if (!leaves && known.silentAtMillis(rules) <= time) {
            now = fallSilent(known, out);
        } else if (leaves && known.goneAtMillis(retention) <= time) {
            known.gone(rules, retention).forEach(out::collect);
            liveness.clear();
            timers.clear();
            return;
        }
        timers.update(lookWhenDue(now, set, service));
    }

    private void beat(Liveness known, LivenessTimers set, TimerService service, Collector<Alert> out) throws Exception {
        long now = service.currentProcessingTime();
        openedAtMillis = openedAtMillis == UNKNOWN ? now : openedAtMillis;
        boolean setBeforeRestart = set.heartbeatMillis() - beatMillis < openedAtMillis;
        LivenessTimers beaten = set.beat(service.currentWatermark(), setBeforeRestart);
        boolean waits = known.leavesUnnoticed(rules, retention) || known.silenceWaits(rules, Instant.ofEpochMilli(now));
        if (!waits && Heartbeat.isSilence(beaten.stillBeats() - moreBeats(known), beaten.heartbeatWatermark())) {
            timers.update(lookWhenDue(fallSilent(known, out), beaten, service));
        } else {
            timers.update(nextBeat(beaten, service));
        }
    }

    /** Beats that a sensor needs beyond those of the job, where a policy lets it send more rarely. */
    private int moreBeats(Liveness known) {
        long moreMillis = known.mayPause(rules).minus(jobsPause).toMillis();
        return (int) Math.max(0, (moreMillis + beatMillis - 1) / beatMillis);
    }

    private Liveness fallSilent(Liveness known, Collector<Alert> out) throws Exception {
        out.collect(known.silenceBegan(rules));
        Liveness silent = known.fellSilent();
        liveness.update(silent);
        return silent;
    }

    private LivenessTimers lookWhenDue(Liveness now, LivenessTimers set, TimerService service) {
        boolean leaves = now.silent() || now.leavesUnnoticed(rules, retention);
        long due = leaves ? now.goneAtMillis(retention) : now.silentAtMillis(rules);
        service.registerEventTimeTimer(due);
        return set.lookAt(due);
    }

    private LivenessTimers nextBeat(LivenessTimers set, TimerService service) {
        long due = service.currentProcessingTime() + beatMillis;
        service.registerProcessingTimeTimer(due);
        return set.nextBeatAt(due);
    }
}
