package org.fogbell.verdict;

import java.time.Duration;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;

/**
 * What is published of a sensor's SILENCE and CLOCK, with reasons in a sentence for the person on call.
 *
 * @param sensor as it was then: of a silence that ends, before the frame that ends it; of a clock, after the frame
 * @param holding what held at the moment at which it was decided
 */
record LifeNotices(Liveness sensor, Patience.Holding holding) {
    Alert silent(LifeAlert.Notice notice) {
        String reason = "no frame for " + Durations.format(gap(notice)) + "; the last one was " + sensor.lastFrameId();
        return alert(AlertKind.SILENCE, notice, reason);
    }

    Alert silenceEnded(LifeAlert.Notice notice) {
        String reason = notice.endedMicros() == notice.decidedMicros()
                ? "frames come again after " + Durations.format(gap(notice))
                : "frames come again";
        return alert(AlertKind.SILENCE, notice, reason);
    }

    private Duration gap(LifeAlert.Notice notice) {
        return Duration.between(sensor.lastSeen(), Micros.toInstant(notice.decidedMicros()));
    }

    Alert clockWrong(LifeAlert.Notice notice, Sighting sighting) {
        SeenFrame frame = sighting.frame();
        Duration off = Duration.between(frame.eventTime(), frame.late() ? sighting.at() : frame.capturedAt());
        String reason = frame.late()
                ? "for " + Durations.format(holding.watch().after()) + " every frame was late, this one by "
                        + Durations.format(off) + ": the clock is slow, or frames are held up on their way"
                : "the capture time is " + Durations.format(off.abs())
                        + (off.isNegative() ? " behind" : " ahead of")
                        + " the record's timestamp, which is used instead";
        return alert(AlertKind.CLOCK, notice, reason);
    }

    Alert clockEnded(LifeAlert.Notice notice) {
        return alert(AlertKind.CLOCK, notice, "the capture time agrees with the record's timestamp again");
    }

    /** Of a sensor that has left the fleet. */
    Alert gone(AlertKind kind, LifeAlert.Notice notice, Duration retention) {
        return alert(kind, notice, "no frame for " + Durations.format(retention) + ": the sensor is watched no more");
    }

    /** Of the alert of this kind that began then. */
    static String id(AlertKind kind, Liveness sensor, long startedMicros) {
        return AlertNotices.id(kind, sensor.vehicleId(), sensor.sensorId(), Micros.toInstant(startedMicros));
    }

    private Alert alert(AlertKind kind, LifeAlert.Notice notice, String reason) {
        boolean resolved = notice.state() == AlertState.RESOLVED;
        String held = notice.flapping() && !resolved
                ? AlertReasons.flapping(holding.rules().flapping())
                : "";
        return Alert.newBuilder()
                .setAlertId(id(kind, sensor, notice.startedMicros()))
                .setVehicleId(sensor.vehicleId())
                .setSensorId(sensor.sensorId())
                .setSensorType(sensor.sensorType())
                .setKind(kind)
                .setState(notice.state())
                .setSeverity(kind == AlertKind.SILENCE ? AlertSeverity.CRITICAL : AlertSeverity.WARNING)
                .setTransition(notice.transition())
                .setReminder(notice.reminder())
                .setFlapping(notice.flapping())
                .setDeviation(0)
                .setRobustZ(0)
                .setShareBeyond(0)
                .setStartedAt(Micros.toInstant(notice.startedMicros()))
                .setDecidedAt(Micros.toInstant(notice.decidedMicros()))
                .setEndedAt(resolved ? Micros.toInstant(notice.endedMicros()) : null)
                .setReason((notice.reminder() ? "still firing: " : "")
                        + held
                        + reason
                        + AlertReasons.policies(holding.policy()))
                .setModelUntrained(false)
                .setLastFrameId(sensor.lastFrameId())
                .setLastOrigin(sensor.lastOrigin())
                .setPolicy(holding.policy())
                .setPolicyVersion(
                        holding.policy() == null ? null : holding.policy().getVersion())
                .build();
    }
}
