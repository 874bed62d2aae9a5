package org.fogbell.topology;

import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a Kafka record as it is, believing nothing: a tombstone is a frame of no bytes, which decoding refuses. Says once a
 * topic, and counts, where the records bear the producers' time instead of the broker's.
 */
final class RawFrameDeserializer implements KafkaRecordDeserializationSchema<RawFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(RawFrameDeserializer.class);

    private final EventTimeRule config;
    private transient Counter producerStamped;
    private transient Set<String> reported;

    @SuppressWarnings("NullAway.Init")
    RawFrameDeserializer(EventTimeRule config) {
        this.config = config;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        producerStamped = context.getMetricGroup().counter("producerStamped");
        reported = new HashSet<>();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawFrame> out) {
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
            producerStamped.inc();
            if (reported.add(record.topic())) {
                LOG.warn(
                        "topic {}: expected message.timestamp.type=LogAppendTime, got a record with {} (partition {}, offset"
                                + " {}): a producer whose clock is wrong can make others late, or hold them back",
                        record.topic(),
                        record.timestampType(),
                        record.partition(),
                        record.offset());
            }
        }
        out.collect(new RawFrame(
                record.topic(),
                record.partition(),
                record.offset(),
                RecordTime.trustedMicros(
                        record.timestampType(), record.timestamp(), System.currentTimeMillis(), config),
                record.key(),
                record.value() == null ? new byte[0] : record.value()));
    }

    @Override
    public TypeInformation<RawFrame> getProducedType() {
        return TypeInformation.of(RawFrame.class);
    }
}
