package org.fogbell.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.MessageSizes;

/** Reads one topic's committed records in the order of their partitions. Takes part in no consumer group. One thread. */
public final class TopicReader<T extends SpecificRecordBase> implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroWire<T> wire;

    public TopicReader(String bootstrapServers, String topic, Class<T> type, boolean fromBeginning) {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", bootstrapServers);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.wire = AvroWire.of(type);
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        if (partitions.isEmpty()) {
            consumer.close();
            throw new IllegalArgumentException("no topic '" + topic + "' at " + bootstrapServers);
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }
    }

    /** What came within {@code wait}; an {@link IllegalStateException} names a record that cannot be read. */
    public List<T> poll(Duration wait) {
        List<T> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            try {
                records.add(wire.decode(record.value()));
            } catch (MalformedRecordException e) {
                throw new IllegalStateException(
                        record.topic() + "-" + record.partition() + " offset " + record.offset() + ": "
                                + e.getMessage(),
                        e);
            }
        }
        return records;
    }

    /** Hands on every record up to what is the topic's end now, from where reading stands. */
    public void readToEnd(Consumer<T> records) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(100)).forEach(records);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
