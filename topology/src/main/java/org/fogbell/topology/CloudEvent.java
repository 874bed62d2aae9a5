package org.fogbell.topology;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.fogbell.schemas.Alert;

/**
 * An alert's record as a CloudEvent in binary mode: the value stays as it is, the headers say what it is about.
 *
 * <p>Source: CloudEvents 1.0.2, and its Kafka protocol binding.
 */
final class CloudEvent {
    private CloudEvent() {}

    /**
     * The same alert gives the same id at every replay, so that a consumer can drop what it has seen. An alert that comes again
     * with a name is another event, of a type of its own: who routes by type is not called twice.
     */
    static void describe(Alert alert, Headers headers) {
        String sensor = encoded(alert.getVehicleId()) + "/" + encoded(alert.getSensorId());
        add(headers, "ce_specversion", "1.0");
        boolean named = alert.getCondition() != null;
        String state = named ? "named" : alert.getState().name().toLowerCase(Locale.ROOT);
        add(headers, "ce_id", alert.getAlertId() + "-" + alert.getTransition() + (named ? "-named" : ""));
        add(headers, "ce_source", "/fogbell/" + sensor);
        add(headers, "ce_type", "org.fogbell.alert." + state);
        add(headers, "ce_time", alert.getDecidedAt().toString());
        add(headers, "ce_subject", sensor);
        add(headers, "content-type", "application/avro");
    }

    /** Whatever a vehicle calls itself: the source must be a URI. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
