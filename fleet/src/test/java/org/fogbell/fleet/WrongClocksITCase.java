package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
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
            try (TopicReader<FrameScore> scores =
                            new TopicReader<>(broker.bootstrapServers(), topics.scores(), FrameScore.class, true);
                    TopicReader<Alert> alerts =
                            new TopicReader<>(broker.bootstrapServers(), topics.alerts(), Alert.class, true)) {
                Results live = readLive(broker, topics, scores, alerts);
                assertThat(live.scores)
                        .extracting(FrameScore::getStanding)
                        .as("nobody is late, by whichever clock")
                        .doesNotContain(ScoreStanding.LATE);
                assertThat(live.wrongClocks()).containsExactlyInAnyOrder("slow", "fast");

                Results later = readLater(broker, scores, alerts, live);
                assertThat(later.scores).containsExactlyInAnyOrderElementsOf(live.scores);
                assertThat(later.alerts).containsExactlyInAnyOrderElementsOf(live.alerts);
            }
        }
    }

    private Results readLive(
            EmbeddedBroker broker, Topics topics, TopicReader<FrameScore> scores, TopicReader<Alert> alerts)
            throws Exception {
        Results results = new Results();
        try (LocalJob job = LocalJob.start(parameters(broker, "live"), 1);
                FramePublisher publisher = new FramePublisher(broker.bootstrapServers(), topics.frames())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (long sequence = 0; results.wrongClocks().size() < 2 && System.nanoTime() < deadline; sequence++) {
                job.requireRunning();
                publish(publisher, sequence);
                results.take(scores, alerts);
            }
            job.drain();
        }
        results.takeAll(scores, alerts);
        return results;
    }

    /** Until the scores are out that the last record releases: then everything was read. */
    private Results readLater(
            EmbeddedBroker broker, TopicReader<FrameScore> scores, TopicReader<Alert> alerts, Results live)
            throws Exception {
        JobParameters parameters = parameters(broker, "later");
        Instant released = live.scores.stream()
                .map(FrameScore::getEventTime)
                .max(Instant::compareTo)
                .orElseThrow()
                .minus(parameters.eventTime().outOfOrderness());
        long expected = live.scores.stream()
                .filter(score -> score.getEventTime().isBefore(released))
                .count();
        Results results = new Results();
        try (LocalJob job = LocalJob.start(parameters, 1)) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (results.scores.size() < expected && System.nanoTime() < deadline) {
                job.requireRunning();
                results.take(scores, alerts);
            }
            job.drain();
        }
        results.takeAll(scores, alerts);
        return results;
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

    /** What came out of one reading. */
    private static final class Results {
        final List<FrameScore> scores = new ArrayList<>();
        final List<Alert> alerts = new ArrayList<>();

        boolean take(TopicReader<FrameScore> scoreReader, TopicReader<Alert> alertReader) {
            List<FrameScore> came = scoreReader.poll(POLL);
            List<Alert> raised = alertReader.poll(POLL);
            scores.addAll(came);
            alerts.addAll(raised);
            return !came.isEmpty() || !raised.isEmpty();
        }

        void takeAll(TopicReader<FrameScore> scoreReader, TopicReader<Alert> alertReader) {
            int quiet = 0;
            while (quiet < 5) {
                quiet = take(scoreReader, alertReader) ? 0 : quiet + 1;
            }
        }

        List<String> wrongClocks() {
            return alerts.stream()
                    .filter(alert -> alert.getKind() == AlertKind.CLOCK && alert.getState() == AlertState.FIRING)
                    .map(Alert::getVehicleId)
                    .toList();
        }
    }
}
