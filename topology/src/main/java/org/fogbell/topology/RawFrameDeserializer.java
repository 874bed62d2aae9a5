package org.fogbell.topology;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes a Kafka record as it is, believing nothing: a tombstone is a frame of no bytes, which decoding refuses. */
final class RawFrameDeserializer implements KafkaRecordDeserializationSchema<RawFrame> {
    private final long maxSkewMillis;

    RawFrameDeserializer(JobParameters.EventTime config) {
        this.maxSkewMillis = config.maxClockSkew().toMillis();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawFrame> out) {
        out.collect(new RawFrame(
                record.topic(),
                record.partition(),
                record.offset(),
                RecordTime.trustedMicros(record.timestamp(), System.currentTimeMillis(), maxSkewMillis),
                record.key(),
                record.value() == null ? new byte[0] : record.value()));
    }

    @Override
    public TypeInformation<RawFrame> getProducedType() {
        return TypeInformation.of(RawFrame.class);
    }
}
