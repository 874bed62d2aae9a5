package org.fogbell.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.Topics;

/**
 * Hands alerts and incidents on from their topics to Alertmanager. An offset is committed after what came up to it was posted, so
 * nothing is lost; what was posted just before a crash is posted again, and is the same to Alertmanager. What is open
 * follows from the topics' records from the oldest on, which are read at each start. One sender a group, one thread.
 */
final class AlertmanagerSender implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final AlertmanagerClient client;
    private final Duration resend;
    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private final OpenAlerts alerts = new OpenAlerts();
    private final AvroWire<Alert> alertWire = AvroWire.of(Alert.class);
    private final AvroWire<Incident> incidentWire = AvroWire.of(Incident.class);
    private final Map<TopicPartition, Long> postedUpTo = new HashMap<>();
    private boolean caughtUp;
    private long resentAt;

    /** @param resend time after which what is open is posted again */
    AlertmanagerSender(
            String bootstrapServers,
            Topics topics,
            String groupId,
            AlertmanagerClient client,
            Duration resend,
            Consumer<String> log,
            LongSupplier nanoTime) {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", groupId);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false");
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topics = topics;
        this.client = client;
        this.resend = resend;
        this.log = log;
        this.nanoTime = nanoTime;
        begin(bootstrapServers);
    }

    private void begin(String bootstrapServers) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(topics.alerts(), topics.incidents())) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                consumer.close();
                throw new IllegalArgumentException("no topic '" + topic + "' at " + bootstrapServers);
            }
            found.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        consumer.assign(partitions);
        // A group that is new hands on what is open now, and what comes.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(Map.copyOf(ends).keySet());
        ends.forEach((partition, end) -> {
            OffsetAndMetadata upTo = committed.get(partition);
            postedUpTo.put(partition, upTo == null ? end : upTo.offset());
        });
        consumer.seekToBeginning(partitions);
    }

    /** Posts what comes within {@code wait}, and what is due again; then commits. */
    void step(Duration wait) throws InterruptedException {
        List<AlertmanagerAlert> told = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            List<AlertmanagerAlert> news = see(record);
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() >= postedUpTo.getOrDefault(partition, 0L)) {
                told.addAll(news);
            }
        }
        post(told);
        if (!caughtUp
                && postedUpTo.entrySet().stream()
                        .allMatch(each -> consumer.position(each.getKey()) >= each.getValue())) {
            caughtUp = true;
            resentAt = nanoTime.getAsLong() - resend.toNanos();
        }
        if (!caughtUp) {
            return;
        }
        if (nanoTime.getAsLong() - resentAt >= resend.toNanos()) {
            post(alerts.open());
            resentAt = nanoTime.getAsLong();
        }
        consumer.commitSync();
    }

    private void post(List<AlertmanagerAlert> told) throws InterruptedException {
        for (AlertmanagerClient.Refusal refusal : client.post(told)) {
            log.accept("Alertmanager refuses alert " + refusal.alert().id() + " of "
                    + refusal.alert().origin() + ": " + refusal.answer());
            alerts.forget(refusal.alert());
        }
    }

    private List<AlertmanagerAlert> see(ConsumerRecord<byte[], byte[]> record) {
        String origin = record.topic() + "-" + record.partition() + " offset " + record.offset();
        try {
            return record.topic().equals(topics.alerts())
                    ? alerts.see(alertWire.decode(record.value()), origin)
                    : alerts.see(incidentWire.decode(record.value()), origin);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException(origin + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
