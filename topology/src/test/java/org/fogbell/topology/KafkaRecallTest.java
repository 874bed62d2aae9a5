package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.SensorFrame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaRecallTest {
    private static final TopicPartition PARTITION =
            new TopicPartition(SampleFrames.ORIGIN.getTopic(), SampleFrames.ORIGIN.getPartition());
    private static final long OFFSET = SampleFrames.ORIGIN.getOffset();

    private final SensorFrame sweep = SampleFrames.sweep();
    private final ReceivedFrame small = SampleFrames.received(sweep).withoutPayload();
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final AtomicInteger connections = new AtomicInteger();
    private final KafkaRecall recall = new KafkaRecall(new KafkaRecords(
            () -> {
                connections.incrementAndGet();
                return kafka;
            },
            Duration.ofSeconds(30)));

    @BeforeEach
    void begin() {
        kafka.updateBeginningOffsets(Map.of(PARTITION, OFFSET - 5));
    }

    @Test
    void givesAFrameItsPayloadBack() throws Exception {
        stands(OFFSET, encoded(sweep));
        ReceivedFrame whole = recall.whole(small);
        assertThat(whole).isEqualTo(SampleFrames.received(sweep));
    }

    @Test
    void asksKafkaForNothingThatIsThere() throws Exception {
        ReceivedFrame whole = SampleFrames.received(sweep);
        assertThat(recall.whole(whole)).isSameAs(whole);
        recall.close();
        assertThat(connections).hasValue(0);
    }

    @Test
    void connectsOnce() throws Exception {
        stands(OFFSET, encoded(sweep));
        recall.whole(small);
        stands(OFFSET, encoded(sweep));
        recall.whole(small);
        assertThat(connections).hasValue(1);
        recall.close();
        recall.close();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void saysThatARecordIsGone() {
        kafka.schedulePollTask(() -> kafka.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, OFFSET))));
        assertThatThrownBy(() -> recall.whole(small))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("fogbell.frames-3@4711: the frame was to be read again, but its record is gone");
    }

    @Test
    void takesTheNextRecordForNoAnswer() {
        stands(OFFSET + 1, encoded(sweep));
        assertThatThrownBy(() -> recall.whole(small))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("its record is gone");
    }

    @Test
    void refusesAnotherFrameInItsPlace() {
        stands(
                OFFSET,
                encoded(SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(20)))
                        .setSequence(8)
                        .build()));
        assertThatThrownBy(() -> recall.whole(small))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected frame sweep-7 again, with 320 bytes");
    }

    @Test
    void refusesAPayloadOfAnotherSize() {
        stands(
                OFFSET,
                encoded(SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(21)))
                        .build()));
        assertThatThrownBy(() -> recall.whole(small)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void blamesNoFrameForABrokerThatFails() {
        kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("no broker")));
        assertThatThrownBy(() -> recall.whole(small))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no broker");
    }

    @Test
    void blamesNoFrameForABrokerThatIsSilent() {
        KafkaRecall impatient = new KafkaRecall(new KafkaRecords(() -> kafka, Duration.ofNanos(1)));
        assertThatThrownBy(() -> impatient.whole(small))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not give the record again");
    }

    private void stands(long offset, byte[] value) {
        kafka.schedulePollTask(() -> kafka.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], value)));
    }

    private static byte[] encoded(SensorFrame frame) {
        return AvroWire.of(SensorFrame.class).encode(frame);
    }
}
