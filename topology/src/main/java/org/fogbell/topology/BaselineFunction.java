package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.LiveRules;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.PolicyBook;
import org.fogbell.verdict.ScoreOrder;
import org.fogbell.verdict.SensorRules;
import org.jspecify.annotations.Nullable;

/**
 * Stage "baseline": puts a sensor's scores into the order of event time and sequence, drops duplicates, and judges each
 * against the sensor's baseline. Perception promises no order, so a score waits here for the watermark; that makes the
 * verdicts the same at every replay. Live policies meet the stream here: each score goes on with what is in
 * force at its event time, and the stages behind go by that; but for liveness, which is about sensors that send nothing.
 */
final class BaselineFunction extends KeyedBroadcastProcessFunction<SensorKey, FrameScore, PolicyAck, FrameScore>
        implements CheckpointedFunction {
    private final LiveRules rules;
    private final long keptMillis;
    private final CalibratedBundle bundle;
    private transient BaselineJudge.FeatureCalibrations calibrations;
    private transient MapState<Long, List<FrameScore>> waiting;
    private transient ValueState<KnownSensor> sensor;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before open
    private transient JudgedTime judged;

    private transient KnownPolicies policies;

    private transient Counter duplicates;
    private transient Counter late;

    @SuppressWarnings("NullAway.Init")
    BaselineFunction(JobParameters parameters) {
        this.rules = parameters.liveRules();
        this.keptMillis = parameters.state().retention().toMillis();
        this.bundle = new CalibratedBundle(parameters.model().bundle());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        judged = new JudgedTime(context.getOperatorStateStore());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        judged.save();
    }

    @Override
    public void open(OpenContext context) throws IOException {
        calibrations = bundle.calibrations();
        policies = new KnownPolicies();
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(new ScoreType())));
        sensor = getRuntimeContext().getState(new ValueStateDescriptor<>("sensor", new KnownSensorSerializer()));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement(FrameScore score, ReadOnlyContext context, Collector<FrameScore> out) throws Exception {
        KnownSensor known = known();
        if (known.recent().contains(score)) {
            duplicates.inc();
            return;
        }
        KnownSensor sent = known.sent(known.recent().with(score));
        TimerService timers = context.timerService();
        long due = Micros.toMillis(score.getEventTime());
        if (judged.by(timers).covers(due) || due <= known.seenMillis()) {
            late.inc();
            // Without a frame in time nothing else would ever clear the identities of a sensor that is always late.
            KnownSensor there = sent.seen(Math.max(due, timers.currentWatermark()), keptMillis);
            sensor.update(lookNoLaterThan(there.goneAtMillis(keptMillis), there, timers));
            context.output(
                    Streams.LATE,
                    FrameScore.newBuilder(score).setStanding(ScoreStanding.LATE).build());
            return;
        }
        @Nullable List<FrameScore> sameMoment = due > known.newestMillis() ? null : waiting.get(due);
        List<FrameScore> joined = sameMoment == null ? new ArrayList<>(1) : new ArrayList<>(sameMoment);
        joined.add(score);
        waiting.put(due, joined);
        sensor.update(lookNoLaterThan(due, sent.waits(due), timers));
    }

    private KnownSensor known() throws IOException {
        @Nullable KnownSensor known = sensor.value();
        return known == null ? KnownSensor.NONE : known;
    }

    /** A sensor has one timer: at the earliest moment that a frame waits for, else when the sensor may be forgotten. */
    private static KnownSensor lookNoLaterThan(long millis, KnownSensor known, TimerService timers) {
        long set = known.timerMillis();
        if (set != KnownSensor.NEVER && millis >= set) {
            return known;
        }
        if (set != KnownSensor.NEVER) {
            timers.deleteEventTimeTimer(set);
        }
        timers.registerEventTimeTimer(millis);
        return known.withTimer(millis);
    }

    @Override
    public void processBroadcastElement(PolicyAck ack, Context context, Collector<FrameScore> out) throws Exception {
        policies.take(ack, context.getBroadcastState(PolicyStages.ACCEPTED));
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<FrameScore> out) throws Exception {
        TimerService timers = context.timerService();
        judged.by(timers);
        KnownSensor known = known().withTimer(KnownSensor.NEVER);
        // All that the watermark has passed, in one look: a sensor that catches up after a lag has thousands of
        // moments.
        List<Moment> passed = new ArrayList<>(1);
        long next = KnownSensor.NEVER;
        for (Map.Entry<Long, List<FrameScore>> each : waiting.entries()) {
            long due = each.getKey();
            if (due <= timers.currentWatermark()) {
                // Only these: of the others, a backend on disk then reads no scores.
                passed.add(new Moment(due, each.getValue()));
            } else {
                next = next == KnownSensor.NEVER ? due : Math.min(next, due);
            }
        }
        for (Moment moment : passed) {
            waiting.remove(moment.millis);
        }
        passed.sort(Comparator.comparingLong(Moment::millis));
        for (Moment moment : passed) {
            known = judge(moment.scores, known.seen(moment.millis, keptMillis), context, out);
        }
        if (next != KnownSensor.NEVER) {
            known = lookNoLaterThan(next, known, timers);
        } else if (timers.currentWatermark() != Long.MAX_VALUE) {
            if (known.goneAtMillis(keptMillis) <= time) {
                sensor.clear();
                return;
            }
            known = lookNoLaterThan(known.goneAtMillis(keptMillis), known, timers);
        }
        sensor.update(known);
    }

    /** The scores of one millisecond of event time, in no order. */
    private record Moment(long millis, List<FrameScore> scores) {}

    private KnownSensor judge(
            List<FrameScore> unordered, KnownSensor before, OnTimerContext context, Collector<FrameScore> out)
            throws Exception {
        List<FrameScore> moment = new ArrayList<>(unordered);
        moment.sort(ScoreOrder.OF_A_SENSOR);
        PolicyBook inForce = policies.in(context.getBroadcastState(PolicyStages.ACCEPTED));
        @Nullable JudgedSensor known = before.judged();
        for (FrameScore score : moment) {
            FrameScore stamped = inForce.stamp(score);
            SensorRules by = rules.of(stamped.getPolicy());
            BaselineJudge.Verdict verdict = new BaselineJudge(by, calibrations).judge(known, stamped);
            known = verdict.sensor();
            out.collect(verdict.score());
        }
        return known == null ? before : before.judged(known);
    }
}
