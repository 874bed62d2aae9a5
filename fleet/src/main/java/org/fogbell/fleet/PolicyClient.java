package org.fogbell.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyKey;
import org.fogbell.schemas.TopicSettings;
import org.fogbell.schemas.Topics;

/** Policies and orders to the running job, and its answers. Makes the two topics where they are missing. */
final class PolicyClient {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final Topics topics;

    PolicyClient(String bootstrapServers, Topics topics) throws InterruptedException {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        createMissing();
    }

    private void createMissing() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get();
            for (String name : List.of(topics.policyAcks(), topics.policies())) {
                if (!present.contains(name)) {
                    NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty());
                    admin.createTopics(List.of(topic.configs(TopicSettings.policies())))
                            .all()
                            .get();
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "cannot make the topics of policies at " + bootstrapServers + ": " + e.getCause(), e);
            }
        }
    }

    /** Every policy and order there is, oldest first. */
    List<Policy> policies() {
        return all(topics.policies(), Policy.class);
    }

    /** The job's last answer to each, by the policy's id. */
    Map<String, PolicyAck> answers() {
        Map<String, PolicyAck> answers = new LinkedHashMap<>();
        all(topics.policyAcks(), PolicyAck.class)
                .forEach(ack -> answers.put(ack.getPolicy().getPolicyId(), ack));
        return answers;
    }

    private <T extends SpecificRecordBase> List<T> all(String topic, Class<T> type) {
        List<T> records = new ArrayList<>();
        try (TopicReader<T> reader = new TopicReader<>(bootstrapServers, topic, type, true)) {
            reader.readToEnd(records::add);
        }
        return records;
    }

    /** Publishes it and waits for the job's answer; empty where none came in time. The policy stays all the same. */
    Optional<PolicyAck> ask(Policy policy, Duration patience) throws InterruptedException {
        try (TopicReader<PolicyAck> answers =
                new TopicReader<>(bootstrapServers, topics.policyAcks(), PolicyAck.class, false)) {
            publish(policy);
            long deadline = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < deadline) {
                for (PolicyAck ack : answers.poll(POLL)) {
                    if (ack.getPolicy().getPolicyId().equals(policy.getPolicyId())) {
                        return Optional.of(ack);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void publish(Policy policy) throws InterruptedException {
        Map<String, Object> config = new HashMap<>(MessageSizes.producer());
        config.put("bootstrap.servers", bootstrapServers);
        config.put("acks", "all");
        byte[] key = PolicyKey.of(policy).getBytes(StandardCharsets.UTF_8);
        byte[] value = AvroWire.of(Policy.class).encode(policy);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            // One partition, whoever made the topic: a scope's versions must keep their order.
            producer.send(new ProducerRecord<>(topics.policies(), 0, key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot publish to " + topics.policies() + ": " + e.getCause(), e);
        }
    }
}
