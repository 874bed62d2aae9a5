package org.fogbell.schemas;

import java.util.Map;

/**
 * The one place where message sizes are set. A full sweep is 2 MB, which Kafka's defaults refuse; broker, topic, producer
 * and consumer must all allow it, or one of them is the bottleneck.
 */
public final class MessageSizes {
    /** Largest Kafka record, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 8 << 20;

    /** Largest payload inside a record, or in an object store, in bytes: leaves room for the envelope. */
    public static final int MAX_PAYLOAD_BYTES = MAX_MESSAGE_BYTES - (64 << 10);

    private static final String SIZE = Integer.toString(MAX_MESSAGE_BYTES);

    private MessageSizes() {}

    /** Settings of a producer. */
    public static Map<String, String> producer() {
        return Map.of("max.request.size", SIZE, "buffer.memory", Integer.toString(8 * MAX_MESSAGE_BYTES));
    }

    /** Settings of a consumer. */
    public static Map<String, String> consumer() {
        return Map.of("max.partition.fetch.bytes", SIZE, "fetch.max.bytes", Integer.toString(4 * MAX_MESSAGE_BYTES));
    }

    /** Settings of a topic. */
    public static Map<String, String> topic() {
        return Map.of("max.message.bytes", SIZE);
    }

    /** Settings of a broker. */
    public static Map<String, String> broker() {
        return Map.of(
                "message.max.bytes",
                SIZE,
                "replica.fetch.max.bytes",
                SIZE,
                "socket.request.max.bytes",
                Integer.toString(4 * MAX_MESSAGE_BYTES));
    }
}
