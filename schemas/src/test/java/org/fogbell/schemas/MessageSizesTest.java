package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageSizesTest {
    @Test
    void whatAProducerMaySendEveryoneBehindItAccepts() {
        long sent = size(MessageSizes.producer(), "max.request.size");

        assertThat(sent).isEqualTo(8 * 1024 * 1024);
        assertThat(size(MessageSizes.topic(), "max.message.bytes")).isGreaterThanOrEqualTo(sent);
        assertThat(size(MessageSizes.broker(), "message.max.bytes")).isGreaterThanOrEqualTo(sent);
        assertThat(size(MessageSizes.broker(), "replica.fetch.max.bytes")).isGreaterThanOrEqualTo(sent);
        assertThat(size(MessageSizes.broker(), "socket.request.max.bytes")).isGreaterThan(sent);
        assertThat(size(MessageSizes.consumer(), "max.partition.fetch.bytes")).isGreaterThanOrEqualTo(sent);
        assertThat(size(MessageSizes.consumer(), "fetch.max.bytes"))
                .isGreaterThanOrEqualTo(size(MessageSizes.consumer(), "max.partition.fetch.bytes"));
        assertThat(size(MessageSizes.producer(), "buffer.memory")).isGreaterThan(sent);
    }

    @Test
    void largestPayloadFitsIntoTheLargestMessageWithItsEnvelope() {
        String longName = "n".repeat(1000);
        SensorFrame frame = SensorFrame.newBuilder()
                .setFrameId(longName)
                .setVehicleId(longName)
                .setSensorId(longName)
                .setSensorType(longName)
                .setCapturedAt(Instant.EPOCH)
                .setSequence(Long.MAX_VALUE)
                .setPosition(new Position(1.0, 1.0))
                .setFirmware(longName)
                .setPayload(new ImagePayload(
                        ImageEncoding.PNG,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        ByteBuffer.allocate(MessageSizes.MAX_PAYLOAD_BYTES)))
                .build();

        assertThat(AvroWire.of(SensorFrame.class).encode(frame)).hasSizeLessThan(MessageSizes.MAX_MESSAGE_BYTES);
    }

    private static long size(Map<String, String> settings, String key) {
        return Long.parseLong(settings.getOrDefault(key, "0"));
    }
}
