package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole system: a real broker, the job on a mini cluster, 500 frames of which 25 cannot be decoded; fewer exactly once. */
class EndToEndITCase {
    private static final int VEHICLES = 5;
    private static final int BAD_OF_A_KIND = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SEED = 20_230_200L;

    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
    private final PointCloudCodec codec = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);
    private final SimulatedDrive drive =
            SimulatedDrive.of(DriveConfig.defaults().withVehicles(1).withFrames(12, 2));
    private final Instant start = Instant.parse("2026-03-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"at-least-once, 95", "exactly-once, 31"})
    void scoresEveryGoodFrameAndGivesEveryBadOneItsDeadLetter(String delivery, int framesAVehicle) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            JobParameters job = JobParameters.of(Map.of(
                    "kafka.bootstrap-servers",
                    broker.bootstrapServers(),
                    "kafka.delivery",
                    delivery,
                    "checkpoint.interval",
                    "2s",
                    "checkpoint.max-restarts",
                    "0"));
            broker.createTopicsForRecording(job.kafka().topics(), 2);
            List<byte[]> bad = bad();
            publish(broker, job, framesAVehicle, bad);

            Results results = run(broker, job, VEHICLES * framesAVehicle, bad.size());

            assertThat(results.scores.keySet()).as("every good frame, once").isEqualTo(goodFrameIds(framesAVehicle));
            assertThat(results.scores.values()).allMatch(count -> count == 1);
            assertThat(results.blind).as("frames without a usable point").isEqualTo(blindFrameIds(framesAVehicle));
            assertThat(results.deadLetters).hasSize(25);
            assertThat(recordsAt(results.deadLetters, broker.bootstrapServers()))
                    .as("the bad records, found where their dead letters say (seed %d)", SEED)
                    .containsExactlyInAnyOrderElementsOf(hex(bad));
        }
    }

    private Results run(EmbeddedBroker broker, JobParameters job, int goodFrames, int badFrames) throws Exception {
        Results results = new Results();
        try (LocalJob running = LocalJob.start(job, 2);
                TopicReader<FrameScore> scores = new TopicReader<>(
                        broker.bootstrapServers(), job.kafka().topics().scores(), FrameScore.class, true);
                TopicReader<DeadLetter> letters = new TopicReader<>(
                        broker.bootstrapServers(), job.kafka().topics().deadLetters(), DeadLetter.class, true)) {
            // The last two seconds of frames wait for the watermark until the job is drained.
            int waiting = VEHICLES * 6;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while ((results.total() < goodFrames - waiting || results.deadLetters.size() < badFrames)
                    && System.nanoTime() < deadline) {
                running.requireRunning();
                results.take(scores, letters);
            }
            running.drain();
            drainReaders(results, scores, letters);
        }
        return results;
    }

    private static void drainReaders(Results results, TopicReader<FrameScore> scores, TopicReader<DeadLetter> letters) {
        int quiet = 0;
        while (quiet < 5) {
            quiet = results.take(scores, letters) ? 0 : quiet + 1;
        }
    }

    /** What came out. */
    private static final class Results {
        final Map<String, Integer> scores = new HashMap<>();
        final Set<String> blind = new TreeSet<>();
        final List<DeadLetter> deadLetters = new ArrayList<>();

        int total() {
            return scores.size();
        }

        boolean take(TopicReader<FrameScore> scoreReader, TopicReader<DeadLetter> letterReader) {
            List<FrameScore> came = poll(scoreReader);
            for (FrameScore score : came) {
                scores.merge(score.getVehicleId() + "/" + score.getFrameId(), 1, Integer::sum);
                if (score.getBlind()) {
                    blind.add(score.getVehicleId() + "/" + score.getFrameId());
                }
            }
            List<DeadLetter> letters = poll(letterReader);
            deadLetters.addAll(letters);
            return !came.isEmpty() || !letters.isEmpty();
        }

        private static <T extends SpecificRecordBase> List<T> poll(TopicReader<T> reader) {
            return reader.poll(Duration.ofMillis(100));
        }
    }

    private void publish(EmbeddedBroker broker, JobParameters job, int framesAVehicle, List<byte[]> bad) {
        try (FramePublisher publisher = new FramePublisher(
                broker.bootstrapServers(), job.kafka().topics().frames())) {
            int nextBad = 0;
            for (int step = 0; step < framesAVehicle; step++) {
                Instant time = start.plusMillis(500L * step);
                for (int vehicle = 0; vehicle < VEHICLES; vehicle++) {
                    publisher.publish(frame(vehicle, step, payload(vehicle, step)), time);
                }
                if (step % (framesAVehicle / bad.size()) == 0 && nextBad < bad.size()) {
                    publisher.publish(
                            ("car-" + step).getBytes(StandardCharsets.UTF_8), bad.get(nextBad++), time.toEpochMilli());
                }
            }
            assertThat(nextBad).isEqualTo(bad.size());
            publisher.flush();
        }
    }

    /** Truncated Avro, unknown fingerprint, a payload size that lies, an unknown encoding, random bytes. */
    private List<byte[]> bad() {
        Random random = new Random(SEED);
        List<Supplier<byte[]>> kinds = List.of(
                () -> {
                    byte[] whole = good();
                    return Arrays.copyOf(whole, 12 + random.nextInt(whole.length - 12));
                },
                () -> {
                    byte[] other = good();
                    random.nextBytes(other);
                    other[0] = (byte) 0xC3;
                    other[1] = 0x01;
                    return other;
                },
                () -> wire.encode(frame(
                        9, random.nextInt(1_000), new PointCloudPayload(PointEncoding.FLOAT32_XYZI, 1 << 28, tiny()))),
                () -> wire.encode(
                        frame(9, random.nextInt(1_000), new PointCloudPayload(PointEncoding.UNKNOWN, 1, tiny()))),
                () -> {
                    byte[] noise = new byte[random.nextInt(5_000)];
                    random.nextBytes(noise);
                    return noise;
                });
        List<byte[]> bad = new ArrayList<>();
        for (int i = 0; i < BAD_OF_A_KIND; i++) {
            kinds.forEach(kind -> bad.add(kind.get()));
        }
        return bad;
    }

    private static ByteBuffer tiny() {
        return ByteBuffer.allocate(16);
    }

    private byte[] good() {
        return wire.encode(frame(9, 0, payload(0, 1)));
    }

    /** Every tenth sweep of a vehicle is empty or holds nothing but NaN: what a blind sensor sends. */
    private PointCloudPayload payload(int vehicle, int step) {
        PointCloud sweep = drive.frame(0, step % drive.frames()).sweep();
        if (isBlind(step)) {
            float[] nothing = new float[vehicle % 2 == 0 ? 0 : 400];
            Arrays.fill(nothing, Float.NaN);
            sweep = new PointCloud(nothing);
        }
        return codec.encode(
                sweep.xyzi(), vehicle % 2 == 0 ? PointEncoding.FLOAT32_XYZI : PointEncoding.QUANTISED_16_ZSTD);
    }

    private static boolean isBlind(int step) {
        return step % 10 == 9;
    }

    private SensorFrame frame(int vehicle, int step, PointCloudPayload payload) {
        SensorIdentity identity =
                new SensorIdentity("car-" + vehicle, "lidar-top", DemoFleet.SIMULATED_TYPE, PointEncoding.FLOAT32_XYZI);
        return identity.frame("frame-" + step, step, start.plusMillis(500L * step), null, payload);
    }

    private static Set<String> goodFrameIds(int framesAVehicle) {
        Set<String> ids = new TreeSet<>();
        for (int vehicle = 0; vehicle < VEHICLES; vehicle++) {
            for (int step = 0; step < framesAVehicle; step++) {
                ids.add("car-" + vehicle + "/frame-" + step);
            }
        }
        return ids;
    }

    private static Set<String> blindFrameIds(int framesAVehicle) {
        Set<String> ids = new TreeSet<>();
        for (String id : goodFrameIds(framesAVehicle)) {
            if (isBlind(Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)))) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The records that the dead letters point at. */
    private static List<String> recordsAt(List<DeadLetter> letters, String bootstrapServers) {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", bootstrapServers);
        config.put("max.poll.records", "1");
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (DeadLetter letter : letters) {
                KafkaOrigin origin = letter.getOrigin();
                TopicPartition partition = new TopicPartition(origin.getTopic(), origin.getPartition());
                consumer.assign(List.of(partition));
                consumer.seek(partition, origin.getOffset());
                records.add(HexFormat.of()
                        .formatHex(consumer.poll(Duration.ofSeconds(30))
                                .iterator()
                                .next()
                                .value()));
            }
        }
        return records;
    }

    private static List<String> hex(List<byte[]> bad) {
        return bad.stream().map(HexFormat.of()::formatHex).toList();
    }
}
