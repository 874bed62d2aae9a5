package org.fogbell.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.SensorFrame;
import org.jspecify.annotations.Nullable;

/**
 * Publishes frames as a vehicle does: keyed by vehicle and sensor, so that one sensor's frames stay in one partition, and
 * stamped with the time that the sender believes, which counts where the topic asks for it. One thread at a time.
 */
public final class FramePublisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public FramePublisher(String bootstrapServers, String topic) {
        Map<String, Object> config = new HashMap<>(MessageSizes.producer());
        config.put("bootstrap.servers", bootstrapServers);
        config.put("acks", "all");
        config.put("linger.ms", "5");
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        // Connects now: the first frame would wait for it otherwise, and be old when the broker stamps it.
        producer.partitionsFor(topic);
    }

    /** Hands the frame over; whether the broker took it is known at the next call or at {@link #flush}. */
    public void publish(SensorFrame frame, Instant recordTime) {
        publish(
                (frame.getVehicleId() + "/" + frame.getSensorId()).getBytes(StandardCharsets.UTF_8),
                wire.encode(frame),
                recordTime.toEpochMilli());
    }

    /** Publishes bytes that may be no frame at all. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees every failure
    void publish(byte[] key, byte[] value, long timestampMillis) {
        rethrow();
        producer.send(new ProducerRecord<>(topic, null, timestampMillis, key, value), (metadata, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    /** Returns when the broker has everything. */
    public void flush() {
        producer.flush();
        rethrow();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void rethrow() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("cannot publish to " + topic + ": " + problem.getMessage(), problem);
        }
    }
}
