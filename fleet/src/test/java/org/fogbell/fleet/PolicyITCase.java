package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.Topics;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

/** Two vehicles, a running job, and an operator who tells it things by the command line. */
class PolicyITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
    private final Topics topics = new Topics("fogbell");
    private final List<FrameScore> scores = new ArrayList<>();
    private long sequence;

    @Test
    void policiesAndOrdersCountFromTheTimeThatTheirAnswerSays() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopics(topics, 2);
            try (LocalJob job = start(broker);
                    FramePublisher publisher = new FramePublisher(broker.bootstrapServers(), topics.frames());
                    TopicReader<FrameScore> reader = scores(broker)) {
                await(job, publisher, reader, score -> score.getVehicleId().equals("car-1"));

                Shell set = shell(
                        broker, "policy", "set", "--scope", "vehicle:car-1", "alert.threshold=2.5", "--reason", "fog");
                assertThat(set.err()).isEmpty();
                assertThat(set.status()).isZero();
                Instant from = countsFrom(set.out(), "vehicle:car-1@1");
                refusesWhatIsWrong(broker);
                await(job, publisher, reader, score -> score.getPolicy() != null);
                rollsBack(broker);

                Shell reset = shell(broker, "baseline", "reset", "car-2/lidar-top", "--reason", "cleaned");
                assertThat(reset.status()).as(reset.err()).isZero();
                Instant resetAt = countsFrom(reset.out(), "baseline reset of sensor:car-2/lidar-top");
                await(
                        job,
                        publisher,
                        reader,
                        score -> score.getPolicy() != null && score.getPolicy().getBaselineResetAt() != null);

                assertThat(scores).allSatisfy(score -> {
                    boolean car1 = score.getVehicleId().equals("car-1");
                    boolean stamped = !score.getEventTime().isBefore(car1 ? from : resetAt);
                    assertThat(score.getPolicy() != null).as("%s", score).isEqualTo(stamped);
                });
                assertThat(shell(broker, "baseline", "show", "car-2/lidar-top").out())
                        .startsWith("car-2/lidar-top at ")
                        .contains("started again at " + resetAt);
                assertThat(shell(broker, "policy", "show").out())
                        .startsWith("accepted vehicle:car-1@5, counts from ")
                        .endsWith(", alert.threshold=2.5  [" + System.getProperty("user.name") + "]\n");
                assertThat(shell(broker, "policy", "history").out().lines())
                        .hasSize(6)
                        .filteredOn(line -> line.startsWith("refused"))
                        .hasSize(2);
            }
        }
    }

    @Test
    void aJobWithoutTheirTopicsGoesByItsOwnParameters() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopics(topics, 1);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.deleteTopics(List.of(topics.policies(), topics.policyAcks()))
                        .all()
                        .get();
            }
            try (LocalJob job = start(broker);
                    FramePublisher publisher = new FramePublisher(broker.bootstrapServers(), topics.frames());
                    TopicReader<FrameScore> reader = scores(broker)) {
                await(job, publisher, reader, score -> true);
                job.requireRunning();
            }
        }
    }

    private void refusesWhatIsWrong(EmbeddedBroker broker) {
        refuses(broker, "alert.threshold=9", "alert.critical: expected at least alert.threshold (9.0), got '6.0'");
        refuses(broker, "alrt.threshold=3", "unknown parameter 'alrt.threshold'; did you mean 'alert.threshold'?");
    }

    /** After the first version two were refused. */
    private void rollsBack(EmbeddedBroker broker) {
        Shell other = shell(broker, "policy", "set", "--scope", "vehicle:car-1", "alert.share=0.5");
        assertThat(other.out()).as(other.err()).startsWith("accepted vehicle:car-1@4, ");
        for (String never : List.of("2", "9")) {
            Shell refused = shell(broker, "policy", "set", "--scope", "vehicle:car-1", "--rollback-to", never);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err())
                    .startsWith("fogbell: --rollback-to: expected a version of vehicle:car-1 that was accepted, got "
                            + never);
        }
        Shell back = shell(broker, "policy", "set", "--scope", "vehicle:car-1", "--rollback-to", "1");
        assertThat(back.out()).as(back.err()).startsWith("accepted vehicle:car-1@5, counts from ");
    }

    private static void refuses(EmbeddedBroker broker, String override, String why) {
        Shell refused = shell(broker, "policy", "set", "--scope", "vehicle:car-1", override);
        assertThat(refused.status()).isEqualTo(Fogbell.FAILED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("fogbell: refused: " + why);
    }

    private static Instant countsFrom(String out, String name) {
        String before = "accepted " + name + ", counts from ";
        assertThat(out).startsWith(before);
        return Instant.parse(out.substring(before.length()).strip().split(" ")[0]);
    }

    private static Shell shell(EmbeddedBroker broker, String... words) {
        List<Object> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        return Shell.run(arguments.toArray());
    }

    private TopicReader<FrameScore> scores(EmbeddedBroker broker) {
        return new TopicReader<>(broker.bootstrapServers(), topics.scores(), FrameScore.class, true);
    }

    private static LocalJob start(EmbeddedBroker broker) throws Exception {
        return LocalJob.start(
                JobParameters.of(Map.of(
                        "kafka.bootstrap-servers",
                        broker.bootstrapServers(),
                        "event-time.out-of-orderness",
                        "500ms",
                        "event-time.max-clock-skew",
                        "500ms",
                        "checkpoint.max-restarts",
                        "0")),
                2);
    }

    /** Frames of both vehicles, until a score like this comes. */
    private void await(
            LocalJob job, FramePublisher publisher, TopicReader<FrameScore> reader, Predicate<FrameScore> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean came = false;
        while (!came && System.nanoTime() < deadline) {
            job.requireRunning();
            for (String vehicle : List.of("car-1", "car-2")) {
                SensorIdentity identity =
                        new SensorIdentity(vehicle, "lidar-top", DemoFleet.SIMULATED_TYPE, PointEncoding.FLOAT32_XYZI);
                publisher.publish(
                        identity.frame(
                                "frame-" + sequence,
                                sequence,
                                Instant.now(),
                                null,
                                codec.encode(new float[] {sequence, 1, 2, 0.5F}, PointEncoding.FLOAT32_XYZI)),
                        Instant.now());
            }
            publisher.flush();
            sequence++;
            List<FrameScore> polled = reader.poll(Duration.ofMillis(100));
            scores.addAll(polled);
            came = polled.stream().anyMatch(wanted);
        }
        assertThat(came).as("a score as expected among %d", scores.size()).isTrue();
    }
}
