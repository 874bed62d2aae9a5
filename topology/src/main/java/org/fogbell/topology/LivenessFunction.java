package org.fogbell.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.Liveness;
import org.fogbell.verdict.Patience;
import org.fogbell.verdict.SeenFrame;
import org.fogbell.verdict.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Stage "liveness": reports a sensor that falls silent, and one whose clock is wrong. While others send, event time
 * tells silence; when everyone is silent event time stands still, and a processing-time {@link Heartbeat} tells it instead. Live policies
 * and orders come here too, as they may be about a sensor that sends nothing.
 */
final class LivenessFunction extends KeyedBroadcastProcessFunction<SensorKey, SeenFrame, PolicyAck, Alert> {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long MICROS_A_MILLI = 1_000;
    private static final long LOOK_EVERY_MILLIS = 60_000;

    private final LiveRules rules;
    private final Duration retention;
    private final Duration jobsPause;
    private final long beatMillis;
    private transient ValueState<Liveness> liveness;
    private transient ValueState<LivenessTimers> timers;
    private transient KnownPolicies policies;
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
        policies = new KnownPolicies();
        openedAtMillis = UNKNOWN;
    }

    @Override
    public void processBroadcastElement(PolicyAck ack, Context context, Collector<Alert> out) throws Exception {
        policies.take(ack, context.getBroadcastState(PolicyStages.ACCEPTED));
    }

    private Patience patience(ReadOnlyBroadcastState<String, PolicyAck> accepted) throws Exception {
        return new Patience(rules, policies.in(accepted));
    }

    @Override
    public void processElement(SeenFrame frame, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        TimerService service = context.timerService();
        Patience patience = patience(context.getBroadcastState(PolicyStages.ACCEPTED));
        Sighting sighting = Sighting.of(frame, service.currentWatermark());
        @Nullable Liveness known = liveness.value();
        if (known != null && known.isGoneBy(sighting.at(), retention)) {
            // A watermark that leaps over the whole retention lets no timer fire in between.
            known.gone(patience, retention).forEach(out::collect);
            known = null;
        }
        Liveness before = known == null ? Liveness.first(sighting) : known;
        Liveness after = publish(before.saw(sighting, patience), out);
        @Nullable LivenessTimers set = timers.value();
        boolean starts = known == null || (before.isSilent() && !after.isSilent());
        // A policy may ask for more patience from now on, which the timer finds out, or for less.
        boolean sooner = set != null && after.lookAtMillis(patience, retention) < set.eventTimeMillis();
        if (set == null || starts || sooner || set.eventTimeMillis() == LivenessTimers.NONE) {
            if (set != null) {
                service.deleteEventTimeTimer(set.eventTimeMillis());
                service.deleteProcessingTimeTimer(set.heartbeatMillis());
            }
            LivenessTimers anew = new LivenessTimers(LivenessTimers.NONE, 0, service.currentWatermark(), 0);
            timers.update(nextBeat(lookWhenDue(after, anew, patience, service), service));
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
        Patience patience = patience(context.getBroadcastState(PolicyStages.ACCEPTED));
        boolean ended = service.currentWatermark() == Long.MAX_VALUE;
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            if (set.eventTimeMillis() == time && ended) {
                timers.update(set.lookAt(LivenessTimers.NONE));
            } else if (set.eventTimeMillis() == time) {
                lookAgain(known, set, time, patience, service, out);
            }
        } else if (set.heartbeatMillis() == time && !known.isSilent() && !ended) {
            beat(known, set, patience, service, out);
        }
    }

    private void lookAgain(
            Liveness known,
            LivenessTimers set,
            long time,
            Patience patience,
            TimerService service,
            Collector<Alert> out)
            throws Exception {
        boolean leaves = known.isSilent() || known.leavesUnnoticed(patience, retention);
        if (leaves && known.goneAtMillis(retention) <= time) {
            known.gone(patience, retention).forEach(out::collect);
            liveness.clear();
            timers.clear();
            return;
        }
        Liveness now = publish(known.upTo(time, patience), out);
        timers.update(lookWhenDue(now, set, patience, service));
    }

    private void beat(Liveness known, LivenessTimers set, Patience patience, TimerService service, Collector<Alert> out)
            throws Exception {
        long now = service.currentProcessingTime();
        openedAtMillis = openedAtMillis == UNKNOWN ? now : openedAtMillis;
        boolean setBeforeRestart = set.heartbeatMillis() - beatMillis < openedAtMillis;
        LivenessTimers beaten = set.beat(service.currentWatermark(), setBeforeRestart);
        boolean waits =
                known.leavesUnnoticed(patience, retention) || known.silenceWaits(patience, Instant.ofEpochMilli(now));
        int beats = beaten.stillBeats() - moreBeats(known, patience);
        if (!waits && Heartbeat.isSilence(beats, beaten.heartbeatWatermark())) {
            Liveness silent = publish(known.fallsSilent(patience), out);
            service.deleteEventTimeTimer(beaten.eventTimeMillis());
            timers.update(lookWhenDue(silent, beaten, patience, service));
        } else {
            timers.update(nextBeat(beaten, service));
        }
    }

    /** Beats that a sensor needs beyond those of the job, where a policy lets it send more rarely. */
    private int moreBeats(Liveness known, Patience patience) {
        long moreMillis = known.mayPause(patience).minus(jobsPause).toMillis();
        return (int) Math.max(0, (moreMillis + beatMillis - 1) / beatMillis);
    }

    private Liveness publish(Liveness.Step step, Collector<Alert> out) throws Exception {
        step.alerts().forEach(out::collect);
        liveness.update(step.liveness());
        return step.liveness();
    }

    private LivenessTimers lookWhenDue(Liveness now, LivenessTimers set, Patience patience, TimerService service) {
        long due = now.lookAtMillis(patience, retention);
        // A policy may take work at a silent sensor back, and cannot set the timers of its sensors.
        long looked = Math.min(
                Math.max(now.lastMicros() / MICROS_A_MILLI, service.currentWatermark()),
                Long.MAX_VALUE - 2 * LOOK_EVERY_MILLIS);
        long next = Math.min(due, looked + LOOK_EVERY_MILLIS);
        service.registerEventTimeTimer(next);
        return set.lookAt(next);
    }

    private LivenessTimers nextBeat(LivenessTimers set, TimerService service) {
        long due = service.currentProcessingTime() + beatMillis;
        service.registerProcessingTimeTimer(due);
        return set.nextBeatAt(due);
    }
}
