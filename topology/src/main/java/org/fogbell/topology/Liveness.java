package org.fogbell.topology;

import java.time.Duration;
import java.time.Instant;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;

/**
 * What the mere coming of frames tells about one sensor: whether it is silent, and whether its clock is wrong. A value.
 * An alert's content follows from the frames alone. Only where the heartbeat notices a silence while the sensor's last
 * frames still wait for the watermark, it starts with the last frame that did not.
 *
 * @param lastMicros event time of the last frame
 * @param clockWrongSinceMicros event time of the first frame of a run with a wrong clock; 0 while the clock is right
 */
public record Liveness(
        String vehicleId,
        String sensorId,
        String sensorType,
        String lastFrameId,
        KafkaOrigin lastOrigin,
        long lastMicros,
        boolean silent,
        long clockWrongSinceMicros) {

    static Liveness first(FrameScore score) {
        return new Liveness(
                score.getVehicleId(),
                score.getSensorId(),
                score.getSensorType(),
                score.getFrameId(),
                score.getOrigin(),
                Micros.of(score.getEventTime()),
                false,
                0);
    }

    /**
     * The state after one more frame. One that ends no gap was on its way when a silence was noticed by the heartbeat: it
     * waited for the watermark, and does not end the silence.
     */
    Liveness saw(FrameScore score, Duration after) {
        long now = Micros.of(score.getEventTime());
        long wrongSince = score.getClockClamped() ? (clockWrong() ? clockWrongSinceMicros : now) : 0;
        if (silent && !endsGap(score, after)) {
            return new Liveness(vehicleId, sensorId, sensorType, lastFrameId, lastOrigin, lastMicros, true, wrongSince);
        }
        return new Liveness(
                vehicleId,
                sensorId,
                score.getSensorType(),
                score.getFrameId(),
                score.getOrigin(),
                Math.max(lastMicros, now),
                false,
                wrongSince);
    }

    Liveness fellSilent() {
        return new Liveness(
                vehicleId, sensorId, sensorType, lastFrameId, lastOrigin, lastMicros, true, clockWrongSinceMicros);
    }

    boolean clockWrong() {
        return clockWrongSinceMicros != 0;
    }

    /** Whether the frame is the first one after a silence, noticed or not. */
    boolean endsGap(FrameScore score, Duration after) {
        return Micros.toMillis(score.getEventTime()) > silentAtMillis(after);
    }

    /** The millisecond of event time at which the sensor counts as silent. */
    long silentAtMillis(Duration after) {
        return Micros.toMillis(lastSeen().plus(after));
    }

    private Instant lastSeen() {
        return Micros.toInstant(lastMicros);
    }

    Alert silenceBegan(Duration after) {
        return alert(AlertKind.SILENCE, lastSeen(), AlertSeverity.CRITICAL)
                .setState(AlertState.FIRING)
                .setDecidedAt(lastSeen().plus(after))
                .setReason("no frame for " + Durations.format(after) + "; the last one was " + lastFrameId)
                .build();
    }

    Alert silenceEnded(FrameScore back) {
        Duration gap = Duration.between(lastSeen(), back.getEventTime());
        return alert(AlertKind.SILENCE, lastSeen(), AlertSeverity.CRITICAL)
                .setState(AlertState.RESOLVED)
                .setTransition(1)
                .setDecidedAt(back.getEventTime())
                .setEndedAt(back.getEventTime())
                .setReason("frames come again after " + Durations.format(gap))
                .build();
    }

    /** Of the state after the first frame with a wrong clock. */
    Alert clockWentWrong(FrameScore score) {
        Duration off = Duration.between(score.getEventTime(), score.getCapturedAt());
        return alert(AlertKind.CLOCK, Micros.toInstant(clockWrongSinceMicros), AlertSeverity.WARNING)
                .setState(AlertState.FIRING)
                .setDecidedAt(score.getEventTime())
                .setReason("the capture time is " + Durations.format(off.abs())
                        + (off.isNegative() ? " behind" : " ahead of")
                        + " the record's timestamp, which is used instead")
                .build();
    }

    /** Of the state before the first frame whose clock is right again. */
    Alert clockCameRight(FrameScore score) {
        return alert(AlertKind.CLOCK, Micros.toInstant(clockWrongSinceMicros), AlertSeverity.WARNING)
                .setState(AlertState.RESOLVED)
                .setTransition(1)
                .setDecidedAt(score.getEventTime())
                .setEndedAt(score.getEventTime())
                .setReason("the capture time agrees with the record's timestamp again")
                .build();
    }

    private Alert.Builder alert(AlertKind kind, Instant since, AlertSeverity severity) {
        return Alert.newBuilder()
                .setAlertId(AlertLifecycle.id(kind, vehicleId, sensorId, since))
                .setVehicleId(vehicleId)
                .setSensorId(sensorId)
                .setSensorType(sensorType)
                .setKind(kind)
                .setSeverity(severity)
                .setDeviation(0)
                .setRobustZ(0)
                .setShareBeyond(0)
                .setStartedAt(since)
                .setModelUntrained(false)
                .setLastFrameId(lastFrameId)
                .setLastOrigin(lastOrigin)
                .setTransition(0);
    }
}
