package org.fogbell.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.fleet.LocalJob;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.topology.FogbellJob;
import org.fogbell.topology.JobParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench ingest}: Kafka and decoding without a model. The job's own source and stage "decode" on a mini
 * cluster, and then the points of each frame, beside a bare Kafka consumer that polls the same partition and looks at
 * nothing. The two take turns.
 */
@Command(
        name = "ingest",
        description = "Measures MB/s of the job's source and decoding, without a model, beside a bare Kafka consumer.",
        mixinStandardHelpOptions = true)
final class IngestBenchmark implements Callable<Integer> {
    static final double TARGET = 0.8;
    private static final long TOPIC_BYTES = 900L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(names = "--quick", description = "Two short rounds: to see that it works, not to publish.")
    boolean quick;

    @Option(names = "--rounds", description = "Rounds to count, after one that warms up (default: 5, quick 2).")
    int rounds;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Override
    public Integer call() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int number = 0;
            for (Workload workload : List.of(
                    Workload.simulated(LidarModel.small(), "lidar-sim-32"),
                    Workload.simulated(LidarModel.hdl64(), "hdl-64e"))) {
                JobRun topic = new JobRun(broker, Map.of(), "ingest-" + ++number);
                int frames = (int) ((quick ? TOPIC_BYTES / 4 : TOPIC_BYTES) / workload.meanBytes());
                topic.fill(workload, frames);
                measure(workload, topic, frames);
            }
        }
        return 0;
    }

    private void measure(Workload workload, JobRun topic, int frames) throws Exception {
        int counted = rounds > 0 ? rounds : quick ? 2 : 5;
        double[] bare = new double[counted];
        double[] job = new double[counted];
        double[] ratio = new double[counted];
        double megabytes = workload.meanBytes() / 1e6;
        for (int round = -1; round < counted; round++) {
            double consumer = bare(topic, frames, frames / 5) * megabytes;
            double decoded = decoded(topic.parameters("round-" + round, 1), frames, frames / 5) * megabytes;
            if (round >= 0) {
                bare[round] = consumer;
                job[round] = decoded;
                ratio[round] = decoded / consumer;
            }
        }
        print(workload, Spread.of(bare), Spread.of(job), Spread.of(ratio));
    }

    /** Frames a second of the job's source and decoding. */
    static double decoded(JobParameters parameters, int frames, int warmUp) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        FogbellJob.decoded(env, parameters).process(new UnpackFunction()).sinkTo(new DiscardingSink<>());
        Arrivals arrivals = Arrivals.ofNextRun(frames);
        try (LocalJob job = LocalJob.start(env)) {
            arrivals.await(frames, job, PATIENCE);
        }
        return Rate.perSecond(arrivals.nanos(), warmUp);
    }

    /** Frames a second of a consumer that takes them as they come, with the job's own settings. */
    static double bare(JobRun topic, int frames, int warmUp) {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", topic.bootstrapServers());
        config.put("enable.auto.commit", "false");
        long[] moments = new long[frames];
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic.frames(), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            int came = 0;
            while (came < frames) {
                for (ConsumerRecord<byte[], byte[]> frame : consumer.poll(PATIENCE)) {
                    if (came < frames && frame.value().length > 0) {
                        moments[came++] = System.nanoTime();
                    }
                }
            }
        }
        return Rate.perSecond(moments, warmUp);
    }

    private void print(Workload workload, Spread bare, Spread job, Spread ratio) throws Exception {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "ingest");
        line.put("workload", workload.name());
        line.put("mean_bytes", workload.meanBytes());
        line.put("consumer_megabytes_per_second", bare);
        line.put("job_megabytes_per_second", job);
        line.put("ratio", ratio);
        line.put("target", TARGET);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s: bare consumer %.0f MB/s (%.0f to %.0f), source and decoding %.0f MB/s (%.0f to %.0f): ratio %s,"
                                + " target %.1f",
                        workload,
                        bare.median(),
                        bare.min(),
                        bare.max(),
                        job.median(),
                        job.min(),
                        job.max(),
                        ratio,
                        TARGET));
    }
}
