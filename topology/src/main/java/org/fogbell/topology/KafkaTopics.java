package org.fogbell.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.Topics;

/** The topics as Flink's source and sinks. */
final class KafkaTopics {
    /** Under the broker's own maximum of 15 minutes; a checkpoint must complete within it. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

    private final JobParameters parameters;
    private final JobParameters.Kafka kafka;

    KafkaTopics(JobParameters parameters) {
        this.parameters = parameters;
        this.kafka = parameters.kafka();
    }

    KafkaSource<RawFrame> frames() {
        return KafkaSource.<RawFrame>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(kafka.topics().frames())
                .setGroupId(kafka.groupId())
                .setStartingOffsets(startingOffsets())
                .setDeserializer(new RawFrameDeserializer(parameters.eventTime()))
                .setProperties(properties(MessageSizes.consumer()))
                .setProperty("partition.discovery.interval.ms", "10000")
                .build();
    }

    /**
     * All policies from the first one on, where no checkpoint says more. By a pattern, since the topic need not be there: a job
     * without one goes by its own parameters.
     */
    KafkaSource<Policy> policies() {
        return KafkaSource.<Policy>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopicPattern(Pattern.compile(Pattern.quote(kafka.topics().policies())))
                .setGroupId(kafka.groupId())
                .setClientIdPrefix(kafka.groupId() + "-policies")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new PolicyDeserializer())
                .setProperties(properties(MessageSizes.consumer()))
                .setProperty("partition.discovery.interval.ms", "10000")
                .build();
    }

    /** For reading single records again, by their offsets; it fails where an offset is not there. */
    Consumer<byte[], byte[]> recall() {
        Map<String, Object> config = new HashMap<>(MessageSizes.consumer());
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("auto.offset.reset", "none");
        config.put("enable.auto.commit", "false");
        config.put("allow.auto.create.topics", "false");
        // A record that is larger than this is given all the same, and then it is the only one.
        config.put("max.partition.fetch.bytes", "1");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    FogbellJob.Results results() {
        Topics topics = kafka.topics();
        return new FogbellJob.Results(
                sink(FrameScore.class, topics.scores()),
                sink(Deviation.class, topics.deviations()),
                sink(Alert.class, topics.alerts()),
                sink(Incident.class, topics.incidents()),
                sink(DeadLetter.class, topics.deadLetters()),
                sink(PolicyAck.class, topics.policyAcks()));
    }

    // The connector's own signature still asks for the deprecated enum.
    @SuppressWarnings("deprecation")
    private OffsetsInitializer startingOffsets() {
        return switch (kafka.start()) {
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
        };
    }

    private <T extends SpecificRecordBase> KafkaSink<T> sink(Class<T> type, String topic) {
        boolean exactlyOnce = kafka.delivery() == JobParameters.Delivery.EXACTLY_ONCE;
        var builder = KafkaSink.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setRecordSerializer(new AvroRecordSerializer<>(type, topic))
                .setKafkaProducerConfig(properties(MessageSizes.producer()))
                .setDeliveryGuarantee(exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE);
        if (exactlyOnce) {
            builder.setProperty("transaction.timeout.ms", String.valueOf(TRANSACTION_TIMEOUT.toMillis()))
                    .setTransactionalIdPrefix(kafka.groupId() + "-" + topic);
        }
        return builder.build();
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
