package org.fogbell.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.fleet.FramePublisher;
import org.fogbell.fleet.LocalJob;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.Topics;
import org.fogbell.topology.JobParameters;

/** The whole job: frames that wait in Kafka, the job on a mini cluster, scores that arrive in Kafka. */
final class JobRun {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PATIENCE_A_FRAME = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(500);

    private final EmbeddedBroker broker;
    private final Map<String, String> settings;
    private final Topics topics;

    /**
     * @param settings job parameters, by key; those that say which topics and what to measure are set here
     * @param name of this run's topics
     */
    JobRun(EmbeddedBroker broker, Map<String, String> settings, String name) {
        this(broker, settings, new Topics("bench." + name));
    }

    private JobRun(EmbeddedBroker broker, Map<String, String> settings, Topics topics) {
        this.broker = broker;
        this.settings = Map.copyOf(settings);
        this.topics = topics;
    }

    /**
     * Fills the topic with enough frames that {@code frames} of them are scored: the last ones wait for the watermark. One
     * partition, so that scores come out in the order in which frames were perceived.
     */
    void fill(Workload workload, int frames) throws InterruptedException {
        broker.createTopicsForRecording(topics, 1);
        int all = frames + Workload.framesIn(parameters("fill", 1).eventTime().outOfOrderness());
        Instant start = Instant.now().minus(Workload.streamTime(all));
        try (FramePublisher publisher = new FramePublisher(broker.bootstrapServers(), topics.frames())) {
            for (int i = 0; i < all; i++) {
                var frame = workload.frame(i, start);
                publisher.publish(frame, frame.getCapturedAt());
            }
            publisher.flush();
        }
    }

    /** The same topics for a job with other settings besides. */
    JobRun with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(others);
        return new JobRun(broker, all, topics);
    }

    /** The topics, for frames that are yet to come. */
    void createTopics() throws InterruptedException {
        broker.createTopics(topics, 1);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The topic of the frames. */
    String frames() {
        return topics.frames();
    }

    /** Looks on while a job runs. */
    @FunctionalInterface
    interface Onlooker {
        /** @param scores that have come */
        void look(int scores) throws IOException;

        /** @param record of a score that has come, as it lies in Kafka */
        default void read(byte[] record) throws IOException {}
    }

    /** Runs the job over the topic from its start, until {@code frames} scores have come; then cancels it. */
    Measurement run(String round, int workers, int frames, int warmUp) throws Exception {
        return run(round, workers, frames, warmUp, scores -> {});
    }

    /** The same; {@code onlooker} is asked now and then, and when all have come, before the job is cancelled. */
    Measurement run(String round, int workers, int frames, int warmUp, Onlooker onlooker) throws Exception {
        Duration patience = PATIENCE.plus(PATIENCE_A_FRAME.multipliedBy(frames));
        long[] moments = new long[frames];
        try (KafkaConsumer<byte[], byte[]> scores = scores();
                LocalJob job = LocalJob.start(parameters(round, workers), 1)) {
            ProcessorTime from = ProcessorTime.now();
            int came = 0;
            long deadline = System.nanoTime() + patience.toNanos();
            while (came < frames) {
                job.requireRunning();
                int before = came;
                for (ConsumerRecord<byte[], byte[]> score : scores.poll(POLL)) {
                    if (came < frames) {
                        onlooker.read(score.value());
                        moments[came++] = TimeUnit.MILLISECONDS.toNanos(score.timestamp());
                    }
                }
                if (before < warmUp && came >= warmUp) {
                    from = ProcessorTime.now();
                }
                onlooker.look(came);
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "expected " + frames + " scores within " + patience.toMinutes() + " minutes, got " + came);
                }
            }
            return Measurement.of(moments, warmUp, from, ProcessorTime.now());
        }
    }

    /** What the job of a round is started with. */
    JobParameters parameters(String round, int workers) {
        Map<String, String> values = new HashMap<>(settings);
        values.put("kafka.bootstrap-servers", broker.bootstrapServers());
        values.put("kafka.topic-prefix", topics.prefix());
        values.put("kafka.group-id", topics.prefix() + "." + round);
        values.put("kafka.start", "earliest");
        values.put("perception.workers", Integer.toString(workers));
        // As in the bare loop, which is the rival.
        values.put("model.intra-op-threads", "1");
        return JobParameters.of(values);
    }

    /** Reads scores that come from now on, with the time at which the job handed each to Kafka. */
    private KafkaConsumer<byte[], byte[]> scores() {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", broker.bootstrapServers());
        config.put("enable.auto.commit", "false");
        // Seldom and much at a time: looking on costs what it must not measure.
        config.put("fetch.min.bytes", "1000000");
        config.put("fetch.max.wait.ms", "500");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition(topics.scores(), 0));
        consumer.assign(partition);
        consumer.seekToEnd(partition);
        partition.forEach(consumer::position);
        return consumer;
    }
}
