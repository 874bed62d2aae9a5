package org.fogbell.topology;

import java.time.Instant;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.verdict.Micros;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record as it came: nothing in it has been believed yet. The arrays belong to the record and are never
 * changed.
 *
 * @param timestampMicros the record's timestamp, as far as {@link RecordTime} believes it
 */
public record RawFrame(
        String topic, int partition, long offset, long timestampMicros, byte @Nullable [] key, byte[] value) {

    KafkaOrigin origin() {
        return new KafkaOrigin(topic, partition, offset);
    }

    Instant timestamp() {
        return Micros.toInstant(timestampMicros);
    }
}
