package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.schemas.Topics;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

/**
 * Three vehicles share a partition. They stamp their records themselves, by their own clocks: one is right, one an hour
 * slow, one ten minutes fast.
 */
class WrongClocksITCase {
    private static final Map<String, Duration> CLOCKS =
            Map.of("right", Duration.ZERO, "slow", Duration.ofHours(-1), "fast", Duration.ofMinutes(10));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);

    @Test
    void harmNobodyElseAndAreReportedTheSameAtALaterReading() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Topics topics = new Topics("fogbell");
            broker.createTopics(topics, 1);
            try (Results live = new Results(broker, topics);
                    Results later = new Results(broker, topics)) {
                readLive(broker, topics, live);
                assertThat(live.scores)
                        .extracting(FrameScore::getStanding)
                        .as("nobody is late, by whichever clock")
                        .doesNotContain(ScoreStanding.LATE);
                assertThat(live.wrongClocks()).containsExactlyInAnyOrder("slow", "fast");

                readLater(broker, later);
                assertThat(later.scores)
                        .hasSize(2 * live.scores.size())
                        .containsExactlyInAnyOrderElementsOf(twice(live.scores));
                assertThat(later.alerts).containsExactlyInAnyOrderElementsOf(twice(live.alerts));
            }
        }
    }

    /** The last record is no frame: its dead letter says that everything before it was read. */
    private void readLive(EmbeddedBroker broker, Topics topics, Results results) throws Exception {
        try (LocalJob job = LocalJob.start(parameters(broker, "live"), 1);
                FramePublisher publisher = new FramePublisher(broker.bootstrapServers(), topics.frames())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (long sequence = 0; results.wrongClocks().size() < 2 && System.nanoTime() < deadline; sequence++) {
                job.requireRunning();
                publish(publisher, sequence);
                results.take();
            }
            publisher.publish(new byte[0], new byte[] {1, 2, 3}, Instant.now().toEpochMilli());
            publisher.flush();
            results.takeUntilDeadLetters(1, job);
        }
    }

    /** Of the same frames once more; what came out of the first reading is still in the topics. */
    private void readLater(EmbeddedBroker broker, Results results) throws Exception {
        try (LocalJob job = LocalJob.start(parameters(broker, "later"), 1)) {
            results.takeUntilDeadLetters(2, job);
        }
    }

    private static <T> List<T> twice(List<T> values) {
        return Stream.concat(values.stream(), values.stream()).toList();
    }

    private void publish(FramePublisher publisher, long sequence) {
        for (String vehicle : List.of("right", "slow", "fast")) {
            SensorIdentity identity =
                    new SensorIdentity(vehicle, "lidar-top", DemoFleet.SIMULATED_TYPE, PointEncoding.FLOAT32_XYZI);
            Instant clock = Instant.now().plus(CLOCKS.getOrDefault(vehicle, Duration.ZERO));
            publisher.publish(
                    identity.frame(
                            "frame-" + sequence,
                            sequence,
                            clock,
                            null,
                            codec.encode(new float[] {sequence, 1, 2, 0.5F}, PointEncoding.FLOAT32_XYZI)),
                    clock);
        }
        publisher.flush();
    }

    private static JobParameters parameters(EmbeddedBroker broker, String group) {
        return JobParameters.of(Map.of(
                "kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "kafka.group-id",
                group,
                "kafka.start",
                "earliest",
                "silence.after",
                "3s",
                "checkpoint.max-restarts",
                "0"));
    }

    /** What has come out since the topics were made. */
    private static final class Results implements AutoCloseable {
        private final TopicReader<FrameScore> scoreReader;
        private final TopicReader<Alert> alertReader;
        private final TopicReader<DeadLetter> letterReader;
        final List<FrameScore> scores = new ArrayList<>();
        final List<Alert> alerts = new ArrayList<>();
        private int letters;

        Results(EmbeddedBroker broker, Topics topics) {
            String servers = broker.bootstrapServers();
            scoreReader = new TopicReader<>(servers, topics.scores(), FrameScore.class, true);
            alertReader = new TopicReader<>(servers, topics.alerts(), Alert.class, true);
            letterReader = new TopicReader<>(servers, topics.deadLetters(), DeadLetter.class, true);
        }

        boolean take() {
            int before = scores.size() + alerts.size() + letters;
            scores.addAll(scoreReader.poll(POLL));
            alerts.addAll(alertReader.poll(POLL));
            letters += letterReader.poll(POLL).size();
            return scores.size() + alerts.size() + letters > before;
        }

        /** Then drains the job and takes what is left in it. */
        void takeUntilDeadLetters(int wanted, LocalJob job) throws Exception {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (letters < wanted && System.nanoTime() < deadline) {
                job.requireRunning();
                take();
            }
            job.drain();
            int quiet = 0;
            while (quiet < 5) {
                quiet = take() ? 0 : quiet + 1;
            }
            assertThat(letters).isEqualTo(wanted);
        }

        List<String> wrongClocks() {
            return alerts.stream()
                    .filter(alert -> alert.getKind() == AlertKind.CLOCK && alert.getState() == AlertState.FIRING)
                    .map(Alert::getVehicleId)
                    .toList();
        }

        @Override
        public void close() {
            scoreReader.close();
            alertReader.close();
            letterReader.close();
        }
    }
}
