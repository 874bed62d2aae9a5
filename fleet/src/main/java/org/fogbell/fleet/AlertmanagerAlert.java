package org.fogbell.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.Incident;
import org.jspecify.annotations.Nullable;

/**
 * An alert or an incident as Alertmanager knows one: its labels are what it is, everything else is what is said of it.
 *
 * @param id of the alert or the incident
 * @param origin the record that says so, as topic-partition offset
 * @param endsAt null while it lasts
 */
record AlertmanagerAlert(
        String id,
        String origin,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        @Nullable Instant endsAt) {

    static AlertmanagerAlert of(Alert alert, String origin) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", "FogbellAlert");
        labels.put("alert_id", alert.getAlertId());
        labels.put("severity", word(alert.getSeverity()));
        labels.put("kind", word(alert.getKind()));
        labels.put("vehicle", alert.getVehicleId());
        labels.put("sensor", alert.getSensorId());
        String summary = alert.getVehicleId() + "/" + alert.getSensorId() + ": " + word(alert.getKind());
        return new AlertmanagerAlert(
                alert.getAlertId(),
                origin,
                labels,
                annotations(summary, alert.getReason(), alert.getSensorType()),
                alert.getStartedAt(),
                alert.getEndedAt());
    }

    static AlertmanagerAlert of(Incident incident, String origin) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", "FogbellIncident");
        labels.put("alert_id", incident.getIncidentId());
        labels.put("severity", word(incident.getSeverity()));
        labels.put("kind", "incident");
        labels.put("cause", word(incident.getCause()));
        putIfKnown(labels, "vehicle", incident.getVehicleId());
        putIfKnown(labels, "sensor", incident.getSensorId());
        String alerts = incident.getMemberCount() + (incident.getMemberCount() == 1 ? " alert" : " alerts");
        return new AlertmanagerAlert(
                incident.getIncidentId(),
                origin,
                labels,
                annotations(
                        word(incident.getCause()) + " of " + incident.getSubject() + ": " + alerts,
                        incident.getReason(),
                        incident.getSubject()),
                incident.getStartedAt(),
                incident.getEndedAt());
    }

    private static Map<String, String> annotations(String summary, String reason, String about) {
        return new TreeMap<>(
                Map.of("summary", summary, "description", summary + " (" + about + "): " + reason, "reason", reason));
    }

    private static void putIfKnown(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null) {
            labels.put(name, value);
        }
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    /** The same, over; never before it began, which Alertmanager refuses. */
    AlertmanagerAlert endedAt(Instant end) {
        return new AlertmanagerAlert(
                id, origin, labels, annotations, startsAt, end.isBefore(startsAt) ? startsAt : end);
    }

    /** As an element of what {@code POST /api/v2/alerts} takes. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode labelled = json.putObject("labels");
        labels.forEach(labelled::put);
        ObjectNode annotated = json.putObject("annotations");
        annotations.forEach(annotated::put);
        json.put("startsAt", startsAt.toString());
        if (endsAt != null) {
            json.put("endsAt", endsAt.toString());
        }
        return json;
    }
}
