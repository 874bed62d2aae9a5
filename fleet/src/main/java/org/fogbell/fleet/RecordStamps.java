package org.fogbell.fleet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.fogbell.schemas.TopicSettings;

/** Who stamps a topic's records. */
enum RecordStamps {
    BROKER,
    PRODUCERS;

    private static final String PATIENCE_MILLIS = "15000";

    /** Asks the broker; the error says what it answered. */
    static RecordStamps of(String bootstrapServers, String topic) throws IOException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                PATIENCE_MILLIS,
                "request.timeout.ms",
                PATIENCE_MILLIS))) {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(resource)).all().get();
            Config config = configs.get(resource);
            String stampedBy = config == null
                    ? "nothing"
                    : config.get(TopicSettings.STAMPED_BY).value();
            return TopicSettings.BROKER.equals(stampedBy) ? BROKER : PRODUCERS;
        } catch (ExecutionException e) {
            throw new IOException(
                    "cannot tell who stamps the records of topic " + topic + " at " + bootstrapServers + ": "
                            + e.getCause(),
                    e);
        }
    }
}
