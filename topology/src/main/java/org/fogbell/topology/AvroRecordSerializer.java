package org.fogbell.topology;

import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyKey;
import org.jspecify.annotations.Nullable;

/**
 * Writes a result to its topic, keyed by vehicle and sensor, by incident or by policy, so that the results of one stay in order; an alert
 * also as a CloudEvent.
 */
final class AvroRecordSerializer<T extends SpecificRecordBase> implements KafkaRecordSerializationSchema<T> {
    private final Class<T> type;
    private final String topic;
    private transient @Nullable AvroWire<T> wire;

    AvroRecordSerializer(Class<T> type, String topic) {
        this.type = type;
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T result, KafkaSinkContext context, @Nullable Long timestamp) {
        if (wire == null) {
            wire = AvroWire.of(type);
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, key(result), wire.encode(result));
        if (result instanceof Alert alert) {
            CloudEvent.describe(alert, record.headers());
        }
        return record;
    }

    private static byte @Nullable [] key(SpecificRecordBase result) {
        if (result instanceof PolicyAck ack) {
            return PolicyKey.of(ack.getPolicy()).getBytes(StandardCharsets.UTF_8);
        }
        if (result.hasField("incident_id")) {
            return result.get("incident_id").toString().getBytes(StandardCharsets.UTF_8);
        }
        Object vehicle = result.hasField("vehicle_id") ? result.get("vehicle_id") : null;
        Object sensor = result.hasField("sensor_id") ? result.get("sensor_id") : null;
        return vehicle == null || sensor == null ? null : (vehicle + "/" + sensor).getBytes(StandardCharsets.UTF_8);
    }
}
