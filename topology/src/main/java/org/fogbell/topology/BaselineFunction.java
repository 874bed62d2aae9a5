package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.BaselineJudge;
import org.fogbell.verdict.BaselineRule;
import org.fogbell.verdict.JudgedSensor;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.ScoreOrder;

/**
 * Stage "baseline": puts a sensor's scores into the order of event time and sequence, drops duplicates, and judges each
 * against the sensor's baseline. Perception promises no order, so a score waits here for the watermark; that makes the
 * verdicts the same at every replay.
 */
final class BaselineFunction extends KeyedProcessFunction<SensorKey, FrameScore, FrameScore>
        implements CheckpointedFunction {
    private final BaselineRule config;
    private final double threshold;
    private final StateRule state;
    private final CalibratedBundle bundle;
    private transient BaselineJudge judge;
    private transient MapState<Long, List<FrameScore>> waiting;
    private transient ValueState<JudgedSensor> baseline;
    private transient ValueState<RecentFrames> recent;
    private transient Retention retention;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before open
    private transient JudgedTime judged;

    private transient Counter duplicates;
    private transient Counter late;

    @SuppressWarnings("NullAway.Init")
    BaselineFunction(JobParameters parameters) {
        this.config = parameters.baseline();
        this.threshold = parameters.alert().threshold();
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
        judge = new BaselineJudge(config, threshold, bundle.calibrations());
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(new AvroTypeInfo<>(FrameScore.class))));
        baseline = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("baseline", TypeInformation.of(JudgedSensor.class)));
        recent = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("recent", TypeInformation.of(RecentFrames.class)));
        retention = new Retention(getRuntimeContext(), state);
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
        late = getRuntimeContext().getMetricGroup().counter("late");
    }

    @Override
    public void processElement(FrameScore score, Context context, Collector<FrameScore> out) throws Exception {
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
            retention.saw(Math.max(due, timers.currentWatermark()), timers);
            context.output(
                    Streams.LATE,
                    FrameScore.newBuilder(score).setStanding(ScoreStanding.LATE).build());
            return;
        }
        List<FrameScore> sameMoment = waiting.get(due);
        List<FrameScore> joined = sameMoment == null ? new ArrayList<>() : new ArrayList<>(sameMoment);
        joined.add(score);
        waiting.put(due, joined);
        timers.registerEventTimeTimer(due);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<FrameScore> out) throws Exception {
        TimerService timers = context.timerService();
        judged.by(timers);
        if (waiting.contains(time)) {
            if (retention.isOver(time)) {
                baseline.clear();
            }
            retention.saw(time, timers);
            judge(time, out);
        }
        if (retention.isGone(time, timers)) {
            baseline.clear();
            if (waiting.isEmpty()) {
                recent.clear();
            }
        }
    }

    private void judge(long due, Collector<FrameScore> out) throws Exception {
        List<FrameScore> moment = new ArrayList<>(waiting.get(due));
        waiting.remove(due);
        moment.sort(ScoreOrder.OF_A_SENSOR);
        for (FrameScore score : moment) {
            BaselineJudge.Verdict verdict = judge.judge(baseline.value(), score);
            baseline.update(verdict.sensor());
            out.collect(verdict.score());
        }
    }
}
