package org.fogbell.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.IndexedRecord;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.NamedCondition;
import org.jspecify.annotations.Nullable;

/** What the job publishes, each record as one line that a person reads. Times are UTC. */
final class RecordText {
    private RecordText() {}

    /** One line without its end; control characters that a vehicle may have sent are replaced. */
    static String line(IndexedRecord record) {
        String text;
        if (record instanceof Alert alert) {
            text = alert(alert);
        } else if (record instanceof FrameScore score) {
            text = score(score);
        } else if (record instanceof Deviation deviation) {
            text = deviation(deviation);
        } else if (record instanceof Incident incident) {
            text = incident(incident);
        } else if (record instanceof DeadLetter letter) {
            text = deadLetter(letter);
        } else {
            throw new IllegalArgumentException(
                    "expected an Alert, Incident, FrameScore, Deviation or DeadLetter, got a "
                            + record.getSchema().getName());
        }
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    private static String alert(Alert alert) {
        String since = span(alert.getStartedAt(), alert.getEndedAt());
        String what = String.format(
                Locale.ROOT,
                "%-8s %-8s %s of %s",
                alert.getState(),
                alert.getSeverity(),
                alert.getKind().toString().toLowerCase(Locale.ROOT),
                sensor(alert.getVehicleId(), alert.getSensorId()));
        @Nullable NamedCondition condition = alert.getCondition();
        String why = condition == null ? alert.getReason() : looksLike(condition) + ": " + alert.getReason();
        return String.join("  ", what, since, why, "[" + alert.getAlertId() + "]");
    }

    private static String looksLike(NamedCondition condition) {
        String likeliest = condition.getLikeliest() + probability(condition.getProbability());
        return condition.getLabel().equals(condition.getLikeliest())
                ? "looks like " + likeliest + ", else " + condition.getRunnerUp()
                        + probability(condition.getRunnerUpProbability())
                : "looks like nothing prepared, " + likeliest + " comes nearest";
    }

    private static String probability(double probability) {
        return String.format(Locale.ROOT, " (%.2f)", probability);
    }

    private static String incident(Incident incident) {
        String what = String.format(
                Locale.ROOT,
                "%-8s %-8s %s: %s",
                incident.getState(),
                incident.getSeverity(),
                incident.getCause().toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                incident.getSubject());
        String since = span(incident.getStartedAt(), incident.getEndedAt());
        return String.join("  ", what, since, incident.getReason(), "[" + incident.getIncidentId() + "]");
    }

    private static String span(Instant start, @Nullable Instant end) {
        return end == null
                ? "since " + time(start)
                : "from " + time(start) + " to " + time(end) + " (" + seconds(Duration.between(start, end)) + ")";
    }

    private static String score(FrameScore score) {
        Double robustZ = score.getRobustZ();
        List<String> parts = new ArrayList<>();
        parts.add(time(score.getEventTime()));
        parts.add(sensor(score.getVehicleId(), score.getSensorId()) + " #" + score.getSequence());
        parts.add("Eloss " + significant(score.getEloss())
                + (robustZ == null ? "" : ", " + score.getJudgedBy() + " z " + signed(robustZ)));
        parts.add(score.getStanding().toString());
        if (score.getBlind()) {
            parts.add("BLIND");
        }
        if (score.getModelUntrained()) {
            parts.add("untrained backbone");
        }
        parts.addAll(score.getNotes());
        return String.join("  ", parts);
    }

    private static String deviation(Deviation window) {
        List<String> parts = new ArrayList<>();
        parts.add(time(window.getWindowStart()) + " + "
                + seconds(Duration.between(window.getWindowStart(), window.getWindowEnd())));
        parts.add(sensor(window.getVehicleId(), window.getSensorId()));
        parts.add(window.getJudgedBy() + " x" + significant(window.getDeviationFactor()) + ", z "
                + signed(window.getRobustZ()));
        parts.add(percent(window.getShareBeyond()) + " of " + window.getCount() + " frames beyond");
        if (window.getBlindShare() > 0) {
            parts.add(percent(window.getBlindShare()) + " blind");
        }
        if (window.getModelUntrained()) {
            parts.add("untrained backbone");
        }
        return String.join("  ", parts);
    }

    private static String deadLetter(DeadLetter letter) {
        List<String> parts = new ArrayList<>();
        parts.add(time(letter.getRecordTimestamp()));
        parts.add(letter.getOrigin().getTopic() + "-" + letter.getOrigin().getPartition() + " offset "
                + letter.getOrigin().getOffset());
        if (letter.getVehicleId() != null || letter.getSensorId() != null) {
            parts.add(sensor(letter.getVehicleId(), letter.getSensorId()));
        }
        parts.add(letter.getStage() + " of " + letter.getRecordSizeBytes() + " bytes");
        parts.add(letter.getCause());
        return String.join("  ", parts);
    }

    private static String sensor(@Nullable String vehicle, @Nullable String sensor) {
        return (vehicle == null ? "?" : vehicle) + "/" + (sensor == null ? "?" : sensor);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.1f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String significant(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 0.1 ? "%.2e" : "%.2f", value);
    }
}
