package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyKey;
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
 * verdicts the same at every replay. Live policies meet the stream here and nowhere else: each score goes on with what is in
 * force at its event time, and the stages behind go by that.
 */
final class BaselineFunction extends KeyedBroadcastProcessFunction<SensorKey, FrameScore, PolicyAck, FrameScore>
        implements CheckpointedFunction {
    private final LiveRules rules;
    private final StateRule state;
    private final CalibratedBundle bundle;
    private transient BaselineJudge.FeatureCalibrations calibrations;
    private transient MapState<Long, List<FrameScore>> waiting;
    private transient ValueState<JudgedSensor> baseline;
    private transient ValueState<RecentFrames> recent;
    private transient ValueState<Long> timer;
    private transient Retention retention;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before open
    private transient JudgedTime judged;

    /** What the broadcast state holds; null where it has to be read again. */
    private transient @Nullable PolicyBook policies;

    private transient Counter duplicates;
    private transient Counter late;

    @SuppressWarnings("NullAway.Init")
    BaselineFunction(JobParameters parameters) {
        this.rules = parameters.liveRules();
        this.state = parameters.state();
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
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(new AvroTypeInfo<>(FrameScore.class))));
        baseline = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("baseline", TypeInformation.of(JudgedSensor.class)));
        recent = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("recent", TypeInformation.of(RecentFrames.class)));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
        retention = new Retention(getRuntimeContext(), state);
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement(FrameScore score, ReadOnlyContext context, Collector<FrameScore> out) throws Exception {
        RecentFrames seen = recent.value() == null ? RecentFrames.NONE : recent.value();
        long identity = RecentFrames.identity(score);
        if (seen.contains(identity)) {
            duplicates.inc();
            return;
        }
        recent.update(seen.with(identity));
        TimerService timers = context.timerService();
        long due = Micros.toMillis(score.getEventTime());
        if (judged.by(timers).covers(due) || due <= retention.lastSeenMillis()) {
            late.inc();
            // Without a frame in time nothing else would ever clear the identities of a sensor that is always late.
            long came = Math.max(due, timers.currentWatermark());
            if (retention.isOver(came)) {
                baseline.clear();
            }
            retention.note(came);
            lookNoLaterThan(retention.goneAtMillis(), timers);
            context.output(
                    Streams.LATE,
                    FrameScore.newBuilder(score).setStanding(ScoreStanding.LATE).build());
            return;
        }
        List<FrameScore> sameMoment = waiting.get(due);
        List<FrameScore> joined = sameMoment == null ? new ArrayList<>() : new ArrayList<>(sameMoment);
        joined.add(score);
        waiting.put(due, joined);
        lookNoLaterThan(due, timers);
    }

    /** A sensor has one timer: at the earliest moment that a frame waits for, else when the sensor may be forgotten. */
    private void lookNoLaterThan(long millis, TimerService timers) throws IOException {
        @Nullable Long set = timer.value();
        if (set == null || millis < set) {
            if (set != null) {
                timers.deleteEventTimeTimer(set);
            }
            timers.registerEventTimeTimer(millis);
            timer.update(millis);
        }
    }

    @Override
    public void processBroadcastElement(PolicyAck ack, Context context, Collector<FrameScore> out) throws Exception {
        BroadcastState<String, PolicyAck> accepted = context.getBroadcastState(PolicyStages.ACCEPTED);
        PolicyBook before = policies(accepted);
        PolicyBook after = before.with(ack);
        for (PolicyAck superseded : before.accepted()) {
            if (!after.accepted().contains(superseded)) {
                accepted.remove(PolicyKey.of(superseded.getPolicy()));
            }
        }
        if (ack.getAccepted()) {
            accepted.put(PolicyKey.of(ack.getPolicy()), ack);
        }
        policies = after;
    }

    private PolicyBook policies(ReadOnlyBroadcastState<String, PolicyAck> accepted) throws Exception {
        if (policies == null) {
            List<PolicyAck> acks = new ArrayList<>();
            accepted.immutableEntries().forEach(entry -> acks.add(entry.getValue()));
            policies = PolicyBook.of(acks);
        }
        return policies;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<FrameScore> out) throws Exception {
        TimerService timers = context.timerService();
        judged.by(timers);
        timer.clear();
        // All that the watermark has passed, in one look: a sensor that catches up after a lag has thousands of
        // moments.
        for (long moment : moments()) {
            if (moment > timers.currentWatermark()) {
                lookNoLaterThan(moment, timers);
                return;
            }
            if (retention.isOver(moment)) {
                baseline.clear();
            }
            retention.note(moment);
            judge(moment, policies(context.getBroadcastState(PolicyStages.ACCEPTED)), out);
        }
        if (timers.currentWatermark() != Long.MAX_VALUE) {
            if (retention.goneAtMillis() <= time) {
                baseline.clear();
                recent.clear();
                retention.clear();
            } else {
                lookNoLaterThan(retention.goneAtMillis(), timers);
            }
        }
    }

    /** Of which frames wait, ascending. */
    private List<Long> moments() throws Exception {
        List<Long> moments = new ArrayList<>();
        waiting.keys().forEach(moments::add);
        Collections.sort(moments);
        return moments;
    }

    private void judge(long due, PolicyBook inForce, Collector<FrameScore> out) throws Exception {
        List<FrameScore> moment = new ArrayList<>(waiting.get(due));
        waiting.remove(due);
        moment.sort(ScoreOrder.OF_A_SENSOR);
        for (FrameScore score : moment) {
            FrameScore stamped = inForce.stamp(score);
            SensorRules by = rules.of(stamped.getPolicy());
            BaselineJudge.Verdict verdict = new BaselineJudge(by, calibrations).judge(baseline.value(), stamped);
            baseline.update(verdict.sensor());
            out.collect(verdict.score());
        }
    }
}
