package org.fogbell.topology;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;

/**
 * Stage "baseline": puts a sensor's scores into the order of event time and sequence, drops duplicates, and judges each
 * against the sensor's baseline. Perception promises no order, so a score waits here for the watermark; that makes the
 * verdicts the same at every replay.
 */
final class BaselineFunction extends KeyedProcessFunction<SensorKey, FrameScore, FrameScore> {
    private static final Comparator<FrameScore> ORDER = Comparator.comparing(FrameScore::getEventTime)
            .thenComparingLong(FrameScore::getSequence)
            .thenComparing(FrameScore::getPayloadHash)
            .thenComparing(FrameScore::getFrameId);

    private final JobParameters.Baseline config;
    private final double threshold;
    private transient BaselineJudge judge;
    private transient MapState<Long, List<FrameScore>> waiting;
    private transient ValueState<SensorBaseline> baseline;
    private transient ValueState<RecentFrames> recent;
    private transient Counter duplicates;
    private transient Counter late;

    @SuppressWarnings("NullAway.Init")
    BaselineFunction(JobParameters parameters) {
        this.config = parameters.baseline();
        this.threshold = parameters.alert().threshold();
    }

    @Override
    public void open(OpenContext context) {
        judge = new BaselineJudge(config, threshold);
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(new AvroTypeInfo<>(FrameScore.class))));
        baseline = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("baseline", TypeInformation.of(SensorBaseline.class)));
        recent = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("recent", TypeInformation.of(RecentFrames.class)));
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
        long due = Micros.toMillis(score.getEventTime());
        if (due <= context.timerService().currentWatermark()) {
            late.inc();
            context.output(
                    Streams.LATE,
                    FrameScore.newBuilder(score).setStanding(ScoreStanding.LATE).build());
            return;
        }
        List<FrameScore> sameMoment = waiting.get(due);
        List<FrameScore> joined = sameMoment == null ? new ArrayList<>() : new ArrayList<>(sameMoment);
        joined.add(score);
        waiting.put(due, joined);
        context.timerService().registerEventTimeTimer(due);
    }

    @Override
    public void onTimer(long due, OnTimerContext context, Collector<FrameScore> out) throws Exception {
        List<FrameScore> moment = new ArrayList<>(waiting.get(due));
        waiting.remove(due);
        moment.sort(ORDER);
        for (FrameScore score : moment) {
            BaselineJudge.Verdict verdict = judge.judge(baseline.value(), score);
            baseline.update(verdict.baseline());
            out.collect(verdict.score());
        }
    }
}
