package org.fogbell.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.verdict.LifeWatch;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.Liveness;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.Patience;
import org.fogbell.verdict.SeenFrame;
import org.fogbell.verdict.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Stage "liveness": reports a sensor that falls silent, and one whose clock is wrong. While others send, event time
 * tells silence; when everyone is silent event time stands still, and a processing-time {@link Heartbeat} tells it instead. Live policies
 * and orders come here too, as they may be about a sensor that sends nothing; so that each counts for the frames that it should count for, a frame
 * waits here until the watermark of the policies has passed it as well.
 */
final class LivenessFunction extends KeyedBroadcastProcessFunction<SensorKey, SeenFrame, PolicyAck, Alert> {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final LiveRules rules;
    private final Duration retention;
    private final Duration jobsPause;
    private final long beatMillis;
    private transient ValueState<Liveness> liveness;
    private transient ValueState<LivenessTimers> timers;
    private transient ListState<SeenFrame> waiting;
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
        waiting = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(SeenFrame.class)));
        policies = new KnownPolicies();
        openedAtMillis = UNKNOWN;
    }

    @Override
    public void processBroadcastElement(PolicyAck ack, Context context, Collector<Alert> out) throws Exception {
        policies.take(ack, context.getBroadcastState(PolicyStages.ACCEPTED));
    }

    /** What a call of Flink's brings along. */
    private record Turn(LifeWatch watch, TimerService service, Collector<Alert> out) {
        boolean isEnd() {
            return service.currentWatermark() == Long.MAX_VALUE;
        }
    }

    private Turn turn(ReadOnlyContext context, Collector<Alert> out) throws Exception {
        Patience patience = new Patience(rules, policies.in(context.getBroadcastState(PolicyStages.ACCEPTED)));
        return new Turn(new LifeWatch(patience, retention), context.timerService(), out);
    }

    @Override
    public void processElement(SeenFrame frame, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        Turn turn = turn(context, out);
        if (dueMillis(frame) <= turn.service.currentWatermark()) {
            see(Sighting.of(frame, turn.service.currentWatermark()), turn);
            settle(turn);
            return;
        }
        waiting.add(frame);
        LivenessTimers before = timers();
        LivenessTimers set = before.lookNoLaterThan(dueMillis(frame), turn.service);
        LivenessTimers now = isSilent(liveness.value()) ? set : set.beating(beatMillis, turn.service);
        if (!now.equals(before)) {
            timers.update(now);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
        Turn turn = turn(context, out);
        LivenessTimers set = timers();
        if (context.timeDomain() == TimeDomain.EVENT_TIME && set.eventTimeMillis() == time) {
            timers.update(set.looked());
            look(time, turn);
        } else if (context.timeDomain() == TimeDomain.PROCESSING_TIME && set.heartbeatMillis() == time) {
            beat(set, turn);
        }
    }

    private void look(long time, Turn turn) throws Exception {
        boolean saw = seeWaitingUpTo(turn.service.currentWatermark(), turn);
        @Nullable Liveness known = liveness.value();
        if (!saw && !turn.isEnd() && known != null) {
            publish(turn.watch.upTo(known, time), turn);
        }
        settle(turn);
    }

    private void beat(LivenessTimers set, Turn turn) throws Exception {
        long now = turn.service.currentProcessingTime();
        openedAtMillis = openedAtMillis == UNKNOWN ? now : openedAtMillis;
        boolean setBeforeRestart = set.heartbeatMillis() - beatMillis < openedAtMillis;
        LivenessTimers beaten = set.beat(turn.service.currentWatermark(), setBeforeRestart);
        timers.update(beaten.nextBeat(beatMillis, turn.service));
        if (turn.isEnd()) {
            return;
        }
        if (beaten.eventTimeMillis() == LivenessTimers.NEVER) {
            // The job before this one was drained.
            settle(turn);
        } else if (Heartbeat.isSilence(beaten.stillBeats(), beaten.heartbeatWatermark())) {
            standsStill(beaten, Instant.ofEpochMilli(now), turn);
        }
    }

    /** Event time does; whatever else makes a silence of it is asked of the sensor. */
    private void standsStill(LivenessTimers beaten, Instant now, Turn turn) throws Exception {
        // No watermark comes for these, and they are what the sensor sent last.
        boolean changed = seeWaitingUpTo(Long.MAX_VALUE, turn);
        @Nullable Liveness known = liveness.value();
        if (known != null && turn.watch.hears(known, now)) {
            // A policy may let it send more rarely, which takes more beats.
            long more = turn.watch.mayPauseBeyond(known, jobsPause).toMillis();
            int beats = beaten.stillBeats() - (int) ((more + beatMillis - 1) / beatMillis);
            if (Heartbeat.isSilence(beats, beaten.heartbeatWatermark())) {
                publish(turn.watch.fallsSilent(known), turn);
                changed = true;
            }
        }
        if (changed) {
            settle(turn);
        }
    }

    private static long dueMillis(SeenFrame frame) {
        return Micros.toMillis(frame.eventTime());
    }

    private static boolean isSilent(@Nullable Liveness known) {
        return known != null && known.isSilent();
    }

    private LivenessTimers timers() throws Exception {
        @Nullable LivenessTimers set = timers.value();
        return set == null ? LivenessTimers.NONE : set;
    }

    private Iterable<SeenFrame> waiting() throws Exception {
        @Nullable Iterable<SeenFrame> frames = waiting.get();
        return frames == null ? List.of() : frames;
    }

    /** Gives whether there was any. */
    private boolean seeWaitingUpTo(long millis, Turn turn) throws Exception {
        List<SeenFrame> due = new ArrayList<>();
        List<SeenFrame> later = new ArrayList<>();
        for (SeenFrame frame : waiting()) {
            (dueMillis(frame) <= millis ? due : later).add(frame);
        }
        if (due.isEmpty()) {
            return false;
        }
        waiting.update(later);
        due.sort(Comparator.comparing(SeenFrame::eventTime).thenComparing(SeenFrame::frameId));
        for (SeenFrame frame : due) {
            // It came before the watermark passed it, also where it is late.
            see(new Sighting(frame, frame.eventTime()), turn);
        }
        return true;
    }

    private void see(Sighting sighting, Turn turn) throws Exception {
        publish(turn.watch.saw(liveness.value(), sighting), turn);
    }

    private void publish(LifeWatch.Step step, Turn turn) throws Exception {
        step.alerts().forEach(turn.out::collect);
        if (step.liveness() == null) {
            liveness.clear();
        } else {
            liveness.update(step.liveness());
        }
    }

    /**
     * Sets the timers by what is known now; a sensor that nobody watches needs none. At the end of all input no timer of event time would
     * last: the heart beats then, so that a job that goes on from there sets it, whether the sensor sends or not.
     */
    private void settle(Turn turn) throws Exception {
        @Nullable Liveness known = liveness.value();
        long look = known == null ? Long.MAX_VALUE : turn.watch.lookAtMillis(known, turn.service.currentWatermark());
        for (SeenFrame frame : waiting()) {
            look = Math.min(look, dueMillis(frame));
        }
        LivenessTimers set = timers();
        if (look == Long.MAX_VALUE) {
            set.lookAt(LivenessTimers.NEVER, turn.service).beatsNoMore(turn.service);
            timers.clear();
        } else {
            boolean ended = turn.isEnd();
            set = set.lookAt(ended ? LivenessTimers.NEVER : look, turn.service);
            boolean beats = ended || !isSilent(known);
            timers.update(beats ? set.beating(beatMillis, turn.service) : set.beatsNoMore(turn.service));
        }
    }
}
