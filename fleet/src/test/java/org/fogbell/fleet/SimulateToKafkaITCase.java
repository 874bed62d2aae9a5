package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.schemas.Topics;
import org.junit.jupiter.api.Test;

/** A simulated fleet on the air of a real broker. */
class SimulateToKafkaITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void neighboursDriveThroughOneFogBankAndTheLastOnesSensorFails() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Topics topics = new Topics("practice");
            broker.createTopics(topics, 2);
            Shell done = Shell.run(
                    "simulate",
                    "--to",
                    "kafka",
                    "--bootstrap-servers",
                    broker.bootstrapServers(),
                    "--topic-prefix",
                    topics.prefix(),
                    "--vehicles",
                    3,
                    "--count",
                    24,
                    "--rate",
                    4,
                    "--fog-bank",
                    "4@0,0,2000",
                    "--fault",
                    "silence:1@1s-60s");
            assertThat(done.status()).as(done.err()).isZero();
            assertThat(done.err())
                    .contains("car-1 enters fog bank", "car-2 enters fog bank", "car-3 enters fog bank")
                    .contains("frames published to practice.frames");

            List<SensorFrame> frames = read(broker, topics, published(done.err()));
            Map<String, Long> counts =
                    frames.stream().collect(Collectors.groupingBy(SensorFrame::getVehicleId, Collectors.counting()));
            assertThat(counts).isEqualTo(Map.of("car-1", 8L, "car-2", 8L, "car-3", beforeTheFault(frames)));
            for (SensorFrame frame : frames) {
                Position position = Objects.requireNonNull(frame.getPosition(), frame.getFrameId());
                assertThat(position.getLatitudeDegrees()).isBetween(49.0, 49.02);
                assertThat(position.getLongitudeDegrees()).isBetween(8.39, 8.42);
            }
        }
    }

    private static int published(String said) {
        Matcher number = Pattern.compile("(\\d+) frames published").matcher(said);
        assertThat(number.find()).as(said).isTrue();
        return Integer.parseInt(number.group(1));
    }

    /** Steps of the fleet in the first second: four, or fewer where this machine could not keep up. */
    private static long beforeTheFault(List<SensorFrame> frames) {
        List<Instant> steps = frames.stream()
                .filter(frame -> frame.getVehicleId().equals("car-1"))
                .map(SensorFrame::getCapturedAt)
                .sorted()
                .toList();
        Instant fault = steps.get(0).plusSeconds(1);
        return steps.stream().filter(step -> step.isBefore(fault)).count();
    }

    private static List<SensorFrame> read(EmbeddedBroker broker, Topics topics, int wanted) {
        List<SensorFrame> frames = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (TopicReader<SensorFrame> reader =
                new TopicReader<>(broker.bootstrapServers(), topics.frames(), SensorFrame.class, true)) {
            while (frames.size() < wanted && System.nanoTime() < deadline) {
                frames.addAll(reader.poll(Duration.ofMillis(200)));
            }
        }
        return frames;
    }
}
