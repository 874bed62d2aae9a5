package org.fogbell.topology;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;

/**
 * The part of the graph that judges one sensor by itself: stages "baseline", "deviation" and "alert". Perception comes before,
 * {@link IncidentStages} after. The three run in one task, since they share their key.
 *
 * @param scores in order of event time, judged
 * @param deviations one window after the other
 * @param answers to the policies by which they judge, with the watermark up to which all are known
 */
public record VerdictStages(
        SingleOutputStreamOperator<FrameScore> scores,
        SingleOutputStreamOperator<Deviation> deviations,
        SingleOutputStreamOperator<Alert> alerts,
        DataStream<PolicyAck> answers) {

    /** With the job's execution settings and no live policies, for a program of its own that has scores already. */
    public static VerdictStages alone(DataStream<FrameScore> unordered, JobParameters parameters) {
        ExecutionSettings.apply(unordered.getExecutionEnvironment(), parameters);
        var time = unordered.process(
                new SpreadFunction<>((score, still) -> List.<PolicyAck>of()), new AvroTypeInfo<>(PolicyAck.class));
        return connect(unordered, FogbellJob.named(time, "frame-time"), parameters);
    }

    /**
     * @param unordered as perception gives them, with event-time timestamps and watermarks
     * @param answers to policies, with the watermark up to which all are known
     */
    static VerdictStages connect(
            DataStream<FrameScore> unordered, DataStream<PolicyAck> answers, JobParameters parameters) {
        var scores = FogbellJob.named(
                unordered
                        .keyBy(SensorKey::of)
                        .connect(answers.broadcast(PolicyStages.ACCEPTED))
                        .process(new BaselineFunction(parameters), new ScoreType()),
                "baseline");
        var deviations = FogbellJob.named(
                stillKeyed(scores, SensorKey::of).process(new DeviationFunction(parameters)), "deviation");
        var alerts =
                FogbellJob.named(stillKeyed(deviations, SensorKey::of).process(new AlertFunction(parameters)), "alert");
        return new VerdictStages(scores, deviations, alerts, answers);
    }

    /** What a stage of this key put out is where the key is: handing it on by reference saves writing and reading it. */
    private static <T> KeyedStream<T, SensorKey> stillKeyed(DataStream<T> stream, KeySelector<T, SensorKey> key) {
        return DataStreamUtils.reinterpretAsKeyedStream(stream, key, TypeInformation.of(SensorKey.class));
    }
}
