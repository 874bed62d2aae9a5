package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.topology.FogbellJob;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that starts again from a savepoint which it took with frames of 1 MB in flight: it reads them again from Kafka, and
 * those that are gone there get dead letters.
 */
class RecoveryITCase {
    private static final int FRAMES = 7;
    private static final int POINTS = 65_536;
    private static final int GONE = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path savepoints;

    @Test
    void readsTheFramesInFlightAgainAndMissesNone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // One frame too few for a batch, so all of them stay in flight.
            JobParameters waiting =
                    parameters(broker, Map.of("serving.batch-frames", "8", "serving.batch-deadline", "1h"));
            broker.createTopicsForRecording(waiting.kafka().topics(), 1);
            publish(broker, waiting);
            JobClient first = start(waiting, null);
            awaitAllRead(broker, waiting);
            String savepoint = first.triggerSavepoint(savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();
            first.cancel().get();
            assertThat(bytesIn(savepoints))
                    .as("a savepoint with %d frames of 1 MB in flight", FRAMES)
                    .isLessThan(POINTS * 16L);
            forget(broker, waiting, GONE);

            JobParameters scoring = parameters(broker, Map.of("serving.batch-frames", "1"));
            Map<String, Integer> scored = new TreeMap<>();
            Map<String, String> refused = new TreeMap<>();
            try (TopicReader<FrameScore> scores = new TopicReader<>(
                            broker.bootstrapServers(), scoring.kafka().topics().scores(), FrameScore.class, true);
                    TopicReader<DeadLetter> letters = new TopicReader<>(
                            broker.bootstrapServers(),
                            scoring.kafka().topics().deadLetters(),
                            DeadLetter.class,
                            true)) {
                JobClient second = start(scoring, savepoint);
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (refused.size() < GONE && System.nanoTime() < deadline) {
                    take(scores, letters, scored, refused);
                }
                // Scores wait for the watermark until the job is drained.
                second.stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
                while (scored.size() + refused.size() < FRAMES && System.nanoTime() < deadline) {
                    take(scores, letters, scored, refused);
                }
            }
            assertThat(refused).containsOnlyKeys("frame 0", "frame 1", "frame 2");
            assertThat(refused.values()).allMatch(cause -> cause.endsWith("its record is gone"));
            assertThat(scored).isEqualTo(Map.of("frame 3", 1, "frame 4", 1, "frame 5", 1, "frame 6", 1));
        }
    }

    private static JobParameters parameters(EmbeddedBroker broker, Map<String, String> others) {
        Map<String, String> values = new TreeMap<>(others);
        values.put("kafka.bootstrap-servers", broker.bootstrapServers());
        values.put("perception.workers", "1");
        values.put("perception.timeout", "2m");
        values.put("checkpoint.interval", "1s");
        values.put("checkpoint.max-restarts", "0");
        return JobParameters.of(values);
    }

    /** A checkpoint commits what was read before it. */
    private static void awaitAllRead(EmbeddedBroker broker, JobParameters job) throws Exception {
        TopicPartition partition = new TopicPartition(job.kafka().topics().frames(), 0);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            long read = 0;
            while (read < FRAMES) {
                assertThat(System.nanoTime()).as("read until now: %d", read).isLessThan(deadline);
                OffsetAndMetadata committed = admin.listConsumerGroupOffsets(
                                job.kafka().groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
                read = committed == null ? 0 : committed.offset();
            }
        }
    }

    private static void take(
            TopicReader<FrameScore> scores,
            TopicReader<DeadLetter> letters,
            Map<String, Integer> scored,
            Map<String, String> refused) {
        scores.poll(Duration.ofSeconds(1)).forEach(score -> scored.merge(score.getFrameId(), 1, Integer::sum));
        letters.poll(Duration.ofMillis(100)).forEach(letter -> refused.put(letter.getFrameId(), letter.getCause()));
    }

    private static JobClient start(JobParameters job, String savepoint) throws Exception {
        Configuration settings = new Configuration();
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        FogbellJob.build(env, job);
        return env.executeAsync("fogbell");
    }

    private static void publish(EmbeddedBroker broker, JobParameters job) throws InterruptedException {
        PointCloudCodec codec = new PointCloudCodec(POINTS);
        float[] xyzi = new float[POINTS * 4];
        for (int i = 0; i < xyzi.length; i++) {
            xyzi[i] = i % 4 == 3 ? 0.5F : (i * 31 % 4_000) / 100F - 20;
        }
        Instant start = Instant.parse("2026-03-01T08:00:00Z");
        try (FramePublisher publisher = new FramePublisher(
                broker.bootstrapServers(), job.kafka().topics().frames())) {
            for (int i = 0; i < FRAMES; i++) {
                SensorFrame frame = SensorFrame.newBuilder()
                        .setFrameId("frame " + i)
                        .setVehicleId("car-1")
                        .setSensorId("lidar-top")
                        .setSensorType("hdl-64e")
                        .setCapturedAt(start.plusMillis(100L * i))
                        .setSequence(i)
                        .setPayload(codec.encode(xyzi, PointEncoding.FLOAT32_XYZI))
                        .build();
                publisher.publish(frame, frame.getCapturedAt());
            }
            publisher.flush();
        }
    }

    /** As retention does. */
    private static void forget(EmbeddedBroker broker, JobParameters job, long before) throws Exception {
        TopicPartition partition = new TopicPartition(job.kafka().topics().frames(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
