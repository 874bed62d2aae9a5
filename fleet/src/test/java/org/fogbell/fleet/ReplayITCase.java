package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of three frames, of 2011, into a real broker's topics. */
class ReplayITCase {
    private static final Instant RECORDED = Instant.parse("2011-09-26T13:02:25.100Z");
    private static final Topics LIVE = new Topics("fogbell");
    private static final Topics RECORDINGS = new Topics("recordings");

    @TempDir
    Path folder;

    @Test
    void keepsRecordedTimesOnlyWhereTheTopicDoes() throws Exception {
        recording();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopics(LIVE, 1);
            broker.createTopicsForRecording(RECORDINGS, 1);

            Shell refused = replay(broker, LIVE, "--keep-time");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("--keep-time: expected topic fogbell.frames at " + broker.bootstrapServers())
                    .contains("message.timestamp.type=CreateTime, got LogAppendTime");

            Shell kept = replay(broker, RECORDINGS, "--keep-time");
            assertThat(kept.status()).as(kept.err()).isZero();
            for (ConsumerRecord<byte[], byte[]> record : read(broker, RECORDINGS)) {
                assertThat(record.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
                assertThat(Instant.ofEpochMilli(record.timestamp())).isEqualTo(capturedAt(record));
                assertThat(capturedAt(record)).isBetween(RECORDED, RECORDED.plusMillis(200));
            }

            Instant before = Instant.now();
            Shell restamped = replay(broker, LIVE);
            assertThat(restamped.status()).as(restamped.err()).isZero();
            for (ConsumerRecord<byte[], byte[]> record : read(broker, LIVE)) {
                assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
                assertThat(capturedAt(record)).isAfter(before);
            }
        }
    }

    @Test
    void saysWhichTopicIsMissing() throws Exception {
        recording();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Shell missing = replay(broker, new Topics("nowhere"), "--keep-time");
            assertThat(missing.status()).isEqualTo(1);
            assertThat(missing.err()).contains("cannot tell who stamps the records of topic nowhere.frames");
        }
    }

    private Shell replay(EmbeddedBroker broker, Topics topics, String... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "replay",
                "--frames",
                folder,
                "--rate",
                0,
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic-prefix",
                topics.prefix()));
        arguments.addAll(List.of(more));
        return Shell.run(arguments.toArray());
    }

    /** In KITTI's raw layout, which knows its frames' times. */
    private void recording() throws IOException {
        Path velodyne = folder.resolve("velodyne_points");
        Files.createDirectories(velodyne.resolve("data"));
        List<String> times = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            ByteBuffer point = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            point.putFloat(n).putFloat(1).putFloat(2).putFloat(0.5F);
            Files.write(velodyne.resolve("data").resolve("000000000" + n + ".bin"), point.array());
            times.add("2011-09-26 13:02:25." + (n + 1) + "00000000");
        }
        Files.write(velodyne.resolve("timestamps.txt"), times);
    }

    private static Instant capturedAt(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
        return AvroWire.of(SensorFrame.class).decode(record.value()).getCapturedAt();
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedBroker broker, Topics topics) {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", broker.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topics.frames(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (records.size() < 3 && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(3);
        return records;
    }
}
