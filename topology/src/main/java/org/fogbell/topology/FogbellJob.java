package org.fogbell.topology;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.verdict.SeenFrame;

/**
 * The job: sensor frames from Kafka, through perception and Eloss, against each sensor's baseline, to alerts in Kafka.
 * Start reading at {@link #connect}.
 */
public final class FogbellJob {
    private FogbellJob() {}

    /** What {@code flink run} calls: arguments are job parameters, {@code --alert.threshold 6}. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            JobParameters.help().forEach(System.out::println);
            return;
        }
        JobParameters parameters = ParameterSources.read(List.of(arguments), System.getenv());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, parameters);
        env.execute("fogbell");
    }

    /** The job on Kafka, with its execution settings; the caller executes {@code env}. */
    public static void build(StreamExecutionEnvironment env, JobParameters parameters) {
        ExecutionSettings.apply(env, parameters);
        KafkaTopics topics = new KafkaTopics(parameters);
        connect(env, parameters, topics.frames(), topics.policies(), topics.results());
    }

    /** The job as far as its stage "decode", on Kafka and with its settings: what frames cost before anybody looks at them. */
    public static DataStream<ReceivedFrame> decoded(StreamExecutionEnvironment env, JobParameters parameters) {
        ExecutionSettings.apply(env, parameters);
        return decode(env, parameters, new KafkaTopics(parameters).frames());
    }

    /** The job as far as the scores that leave perception, before they wait for their order. */
    public static DataStream<FrameScore> scored(StreamExecutionEnvironment env, JobParameters parameters) {
        var outcomes = named(perceive(decoded(env, parameters), parameters), "perception");
        return named(outcomes.process(new OutcomeFunction(), new ScoreType()), "outcome");
    }

    /** Where the results go. */
    record Results(
            Sink<FrameScore> scores,
            Sink<Deviation> deviations,
            Sink<Alert> alerts,
            Sink<Incident> incidents,
            Sink<DeadLetter> deadLetters,
            Sink<PolicyAck> policyAcks) {}

    /** The whole graph. Only scores leave perception, so nothing heavy is ever shuffled. */
    static void connect(
            StreamExecutionEnvironment env,
            JobParameters parameters,
            Source<RawFrame, ?, ?> source,
            Source<Policy, ?, ?> policies,
            Results results) {
        var frames = decode(env, parameters, source);
        var outcomes = named(perceive(frames, parameters), "perception");
        var unordered = named(outcomes.process(new OutcomeFunction(), new ScoreType()), "outcome");
        var answers = PolicyStages.connect(env, policies, unordered, parameters);
        var verdicts = VerdictStages.connect(unordered, answers, parameters);
        var deviations = verdicts.deviations();
        var alerts = verdicts.alerts();
        var allScores = verdicts.scores().union(verdicts.scores().getSideOutput(Streams.LATE));
        var liveness = liveness(verdicts, parameters);

        publish(allScores, results.scores(), "scores");
        publish(deviations, results.deviations(), "deviations");
        publish(alerts.union(liveness, names(alerts, parameters)), results.alerts(), "alerts");
        publish(
                new IncidentStages(parameters).connect(deviations, alerts.union(liveness)),
                results.incidents(),
                "incidents");
        publish(answers, results.policyAcks(), "policy-acks");
        publish(
                frames.getSideOutput(Streams.DEAD_LETTERS).union(unordered.getSideOutput(Streams.DEAD_LETTERS)),
                results.deadLetters(),
                "dead-letters");
    }

    private static SingleOutputStreamOperator<ReceivedFrame> decode(
            StreamExecutionEnvironment env, JobParameters parameters, Source<RawFrame, ?, ?> source) {
        var rawFrames =
                named(env.fromSource(source, RecordTime.watermarks(parameters.eventTime()), "frames"), "frames");
        return named(rawFrames.process(new DecodeFunction(parameters.eventTime())), "decode");
    }

    private static SingleOutputStreamOperator<FrameOutcome> perceive(
            DataStream<ReceivedFrame> frames, JobParameters parameters) {
        PerceptionParameters perception = parameters.perception();
        return AsyncDataStream.unorderedWait(
                frames,
                new PerceptionFunction(parameters),
                perception.timeout().toMillis(),
                TimeUnit.MILLISECONDS,
                perception.capacity());
    }

    /** The stage that hears when each sensor sends, and no more. */
    static SingleOutputStreamOperator<Alert> liveness(VerdictStages verdicts, JobParameters parameters) {
        return named(
                seen(verdicts.scores())
                        .keyBy(SensorKey::of)
                        .connect(verdicts.answers().broadcast(PolicyStages.ACCEPTED))
                        .process(new LivenessFunction(parameters), new AvroTypeInfo<>(Alert.class)),
                "liveness");
    }

    /**
     * What liveness asks of the scores, made in the task that judged them: whole, they would cross the network a second time. The late
     * ones by themselves, as an operator of two inputs gets a task of its own.
     */
    private static DataStream<SeenFrame> seen(SingleOutputStreamOperator<FrameScore> scores) {
        var type = TypeInformation.of(SeenFrame.class);
        var late = scores.getSideOutput(Streams.LATE);
        return named(scores.map(SeenFrame::of, type), "seen-frames")
                .union(named(late.map(SeenFrame::of, type), "seen-late-frames"));
    }

    /**
     * The same alerts once more, with the names of what they show. Behind the alerts and beside their way to Kafka, so that no
     * alert waits for its name; and without watermarks, each of which would take a place in the operator's queue.
     */
    private static DataStream<Alert> names(DataStream<Alert> alerts, JobParameters parameters) {
        NamingParameters naming = parameters.naming();
        boolean isOn = !naming.isOff();
        var asked = named(alerts.filter(alert -> isOn && AlertNamer.isAbout(alert)), "naming-requests");
        var timeless = asked.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks());
        return named(
                AsyncDataStream.unorderedWait(
                        named(timeless, "naming-without-time"),
                        new NamingFunction(parameters),
                        naming.timeout().toMillis(),
                        TimeUnit.MILLISECONDS,
                        naming.capacity()),
                "naming");
    }

    static <T> SingleOutputStreamOperator<T> named(SingleOutputStreamOperator<T> operator, String stage) {
        return operator.name(stage).uid(stage);
    }

    private static <T> void publish(DataStream<T> stream, Sink<T> sink, String topic) {
        stream.sinkTo(sink).name("publish " + topic).uid("publish-" + topic);
    }
}
