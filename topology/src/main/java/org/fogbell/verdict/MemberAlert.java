package org.fogbell.verdict;

import java.time.Instant;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.IncidentMember;
import org.fogbell.schemas.ThresholdSource;
import org.jspecify.annotations.Nullable;

/**
 * An alert as an incident knows it, after one of its changes.
 *
 * @param budgetZ robust z that the sensor's budget set as its threshold; {@link #NO_BUDGET} where none did
 * @param endedMicros {@link #LASTS} while the alert lasts
 * @param millis event time at which the change was decided
 * @param whileTimeStood whether a heartbeat noticed it while event time stood still: then every sensor is silent
 */
public record MemberAlert(
        String alertId,
        String vehicleId,
        String sensorId,
        AlertKind kind,
        AlertState state,
        AlertSeverity severity,
        Software software,
        double budgetZ,
        long transition,
        long startedMicros,
        long endedMicros,
        long millis,
        boolean whileTimeStood) {
    static final long LASTS = Long.MIN_VALUE;
    static final double NO_BUDGET = Double.POSITIVE_INFINITY;

    public static MemberAlert of(Alert alert, boolean whileTimeStood) {
        @Nullable Instant ended = alert.getEndedAt();
        @Nullable Double threshold = alert.getThreshold();
        boolean budget = threshold != null && alert.getThresholdSource() == ThresholdSource.BUDGET;
        return new MemberAlert(
                alert.getAlertId(),
                alert.getVehicleId(),
                alert.getSensorId(),
                alert.getKind(),
                alert.getState(),
                alert.getSeverity(),
                Software.of(alert.getModelDigest(), alert.getSensorType(), alert.getFirmware()),
                budget ? threshold : NO_BUDGET,
                alert.getTransition(),
                Micros.of(alert.getStartedAt()),
                ended == null ? LASTS : Micros.of(ended),
                Micros.toMillis(alert.getDecidedAt()),
                whileTimeStood);
    }

    /** The alert with the software under which it opened: that tells which roll-out it may belong to. */
    MemberAlert under(Software then) {
        return new MemberAlert(
                alertId,
                vehicleId,
                sensorId,
                kind,
                state,
                severity,
                then,
                budgetZ,
                transition,
                startedMicros,
                endedMicros,
                millis,
                whileTimeStood);
    }

    boolean isOpen() {
        return state == AlertState.FIRING || state == AlertState.ESCALATED;
    }

    boolean lasts() {
        return state != AlertState.RESOLVED;
    }

    IncidentMember member() {
        return IncidentMember.newBuilder()
                .setAlertId(alertId)
                .setVehicleId(vehicleId)
                .setSensorId(sensorId)
                .setKind(kind)
                .setState(state)
                .setSeverity(severity)
                .setStartedAt(Micros.toInstant(startedMicros))
                .setChangedAt(Micros.toInstant(millis * 1_000))
                .build();
    }
}
