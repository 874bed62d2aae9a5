package org.fogbell.schemas;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings that the topics are created with. Sizes are those of {@link MessageSizes}; what differs is who stamps a
 * frame's record. A vehicle's clock may be wrong, so for live frames the broker does.
 */
public final class TopicSettings {
    /** Kafka's name of the setting that says who stamps a topic's records. */
    public static final String STAMPED_BY = "message.timestamp.type";

    /** The value of {@link #STAMPED_BY} for the broker, at the moment at which it takes the record. */
    public static final String BROKER = "LogAppendTime";

    /** The value of {@link #STAMPED_BY} for the producers. */
    public static final String PRODUCERS = "CreateTime";

    private TopicSettings() {}

    /** Of a topic for frames that come from vehicles. */
    public static Map<String, String> frames() {
        return with(Map.of(STAMPED_BY, BROKER));
    }

    /** Of a topic for a recording that keeps its times. Retention by time would drop it at once: it is old already. */
    public static Map<String, String> recordedFrames() {
        return with(Map.of(STAMPED_BY, PRODUCERS, "retention.ms", "-1"));
    }

    /** Of a topic for what the job publishes. */
    public static Map<String, String> results() {
        return MessageSizes.topic();
    }

    /** Of the topics of policies and their answers: every policy has a key of its own, so its history stays. */
    public static Map<String, String> policies() {
        return with(Map.of("cleanup.policy", "compact"));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(MessageSizes.topic());
        settings.putAll(more);
        return Map.copyOf(settings);
    }
}
