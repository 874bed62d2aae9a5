package org.fogbell.topology;

import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;

/**
 * The graph from policies to the job's answers: policies go through stage "policy", of which there is one, together with the
 * watermark of the frames and none of their content. What is judged waits for the watermark that this stage hands on, so that an
 * answer is known to every subtask before any of them judges a frame from which on it counts.
 */
final class PolicyStages {
    /** What every subtask of stages "baseline" and "liveness" knows, by {@link org.fogbell.schemas.PolicyKey}. */
    static final MapStateDescriptor<String, PolicyAck> ACCEPTED =
            new MapStateDescriptor<>("policies", Types.STRING, new AvroTypeInfo<>(PolicyAck.class));

    private PolicyStages() {}

    static SingleOutputStreamOperator<PolicyAck> connect(
            StreamExecutionEnvironment env,
            Source<Policy, ?, ?> source,
            DataStream<FrameScore> frames,
            JobParameters parameters) {
        var types = new AvroTypeInfo<>(Policy.class);
        var asked = FogbellJob.named(
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "policies", types)
                        .setParallelism(1),
                "policies");
        var timeless = FogbellJob.named(
                asked.assignTimestampsAndWatermarks(PolicyTime.strategy()).setParallelism(1), "policy-time");
        var time = FogbellJob.named(
                frames.process(new SpreadFunction<>((score, still) -> List.<Policy>of()), types), "frame-time");
        var answers = timeless.union(time).process(new PolicyFunction(parameters), new AvroTypeInfo<>(PolicyAck.class));
        return FogbellJob.named(answers.setParallelism(1).setMaxParallelism(1), "policy");
    }
}
