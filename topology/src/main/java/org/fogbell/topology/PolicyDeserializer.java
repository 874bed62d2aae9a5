package org.fogbell.topology;

import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAction;
import org.jspecify.annotations.Nullable;

/** Reads a policy; what cannot be read becomes one that is refused by its place in Kafka. A tombstone asks for nothing. */
final class PolicyDeserializer implements KafkaRecordDeserializationSchema<Policy> {
    private transient @Nullable AvroWire<Policy> wire;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Policy> out) {
        if (record.value() == null) {
            return;
        }
        if (wire == null) {
            wire = AvroWire.of(Policy.class);
        }
        try {
            out.collect(wire.decode(record.value()));
        } catch (MalformedRecordException e) {
            String place = record.topic() + "-" + record.partition() + " offset " + record.offset();
            out.collect(Policy.newBuilder()
                    .setPolicyId(place)
                    .setAction(PolicyAction.UNKNOWN)
                    .setScope("fleet")
                    .setAuthor("")
                    .setReason(place + ": " + e.getMessage())
                    .setEffectiveAt(Instant.EPOCH)
                    .build());
        }
    }

    @Override
    public TypeInformation<Policy> getProducedType() {
        return new AvroTypeInfo<>(Policy.class);
    }
}
