package org.fogbell.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.KafkaOrigin;
import org.jspecify.annotations.Nullable;

/**
 * What the mere coming of frames tells about one sensor: whether it is silent, and whether its clock is wrong. A value.
 * An alert's content follows from the frames alone, and from the watermark only where they are late. Only where the
 * heartbeat notices a silence while the sensor's last frames still wait for the watermark, it starts with the last frame
 * that did not.
 *
 * @param lastMicros event time at which the sensor was last seen
 * @param clockWrongSinceMicros event time of the first frame of a run in which none had a right clock; 0 where the last had
 * @param clockReported whether that run has lasted for long enough to be reported
 * @param policy live policies and orders in force when it was last seen: silence goes by these; null where there were none
 */
public record Liveness(
        String vehicleId,
        String sensorId,
        String sensorType,
        String lastFrameId,
        KafkaOrigin lastOrigin,
        long lastMicros,
        boolean silent,
        long clockWrongSinceMicros,
        boolean clockReported,
        @Nullable AppliedPolicy policy) {

    public static Liveness first(Sighting sighting) {
        SeenFrame frame = sighting.frame();
        return new Liveness(
                frame.vehicleId(),
                frame.sensorId(),
                frame.sensorType(),
                frame.frameId(),
                frame.origin(),
                Micros.of(sighting.at()),
                false,
                0,
                false,
                frame.policy());
    }

    /**
     * The state after one more frame. One that ends no gap was on its way when a silence was noticed by the heartbeat: it
     * waited for the watermark, and does not end the silence. One delayed frame is no wrong clock: a run of them, of the
     * length that makes a silence, is.
     */
    public Liveness saw(Sighting sighting, LiveRules rules) {
        SeenFrame frame = sighting.frame();
        long now = Micros.of(sighting.at());
        long wrongSince = sighting.clockRight() ? 0 : clockWrongSinceMicros == 0 ? now : clockWrongSinceMicros;
        SilenceWatch watch = rules.watch(frame.policy());
        boolean lasted = wrongSince != 0 && now - wrongSince >= AlertLifecycle.micros(watch.after());
        boolean reported =
                wrongSince != 0 && (clockReported || (lasted && !watch.isHeld(vehicleId, sensorId, sighting.at())));
        boolean stillSilent = silent && !endsGap(sighting, rules);
        boolean latest = !stillSilent && now >= lastMicros;
        return new Liveness(
                vehicleId,
                sensorId,
                latest ? frame.sensorType() : sensorType,
                latest ? frame.frameId() : lastFrameId,
                latest ? frame.origin() : lastOrigin,
                latest ? now : lastMicros,
                stillSilent,
                wrongSince,
                reported,
                latest ? frame.policy() : policy);
    }

    public Liveness fellSilent() {
        return new Liveness(
                vehicleId,
                sensorId,
                sensorType,
                lastFrameId,
                lastOrigin,
                lastMicros,
                true,
                clockWrongSinceMicros,
                clockReported,
                policy);
    }

    /** The alerts to publish when this state becomes the next by a frame. */
    public List<Alert> changes(Liveness next, Sighting sighting, LiveRules rules) {
        List<Alert> alerts = new ArrayList<>();
        if (endsGap(sighting, rules)) {
            // A watermark that leaps over the whole gap lets no timer fire in between.
            if (!silent) {
                alerts.add(silenceBegan(rules));
            }
            alerts.add(silenceEnded(sighting));
        }
        if (next.clockReported && !clockReported) {
            alerts.add(next.clockWentWrong(sighting, rules));
        } else if (clockReported && !next.clockReported) {
            alerts.add(clockCameRight(sighting.at(), "the capture time agrees with the record's timestamp again"));
        }
        return alerts;
    }

    /** Whether the frame is the first one after a silence, noticed or not. */
    boolean endsGap(Sighting sighting, LiveRules rules) {
        return Micros.toMillis(sighting.at()) > silentAtMillis(rules);
    }

    /** The millisecond of event time at which the sensor counts as silent. */
    public long silentAtMillis(LiveRules rules) {
        return Micros.toMillis(silentAt(rules));
    }

    private Instant silentAt(LiveRules rules) {
        return rules.watch(policy).silentAt(vehicleId, sensorId, lastSeen());
    }

    /** How long it may send nothing. */
    public Duration mayPause(LiveRules rules) {
        return rules.watch(policy).after();
    }

    /** Whether its silence waits, in event time, for the end of somebody's work at it. */
    public boolean silenceWaits(LiveRules rules, Instant time) {
        return time.isBefore(silentAt(rules))
                && silentAt(rules).isAfter(lastSeen().plus(mayPause(rules)));
    }

    /** The millisecond of event time at which the sensor counts as gone. */
    public long goneAtMillis(Duration retention) {
        return Micros.toMillis(lastSeen().plus(retention));
    }

    /** Whether it is gone before its silence is one, as somebody works at it for longer than it is remembered. */
    public boolean leavesUnnoticed(LiveRules rules, Duration retention) {
        return silentAt(rules).isAfter(lastSeen().plus(retention));
    }

    public boolean isGoneBy(Instant time, Duration retention) {
        return Micros.toMillis(time) > goneAtMillis(retention);
    }

    private Instant lastSeen() {
        return Micros.toInstant(lastMicros);
    }

    public Alert silenceBegan(LiveRules rules) {
        return alert(AlertKind.SILENCE, lastSeen(), AlertSeverity.CRITICAL)
                .setState(AlertState.FIRING)
                .setDecidedAt(silentAt(rules))
                .setReason("no frame for " + Durations.format(Duration.between(lastSeen(), silentAt(rules)))
                        + "; the last one was " + lastFrameId + AlertReasons.policies(policy))
                .build();
    }

    private Alert silenceEnded(Sighting back) {
        Duration gap = Duration.between(lastSeen(), back.at());
        return resolved(
                AlertKind.SILENCE,
                lastSeen(),
                AlertSeverity.CRITICAL,
                back.at(),
                "frames come again after " + Durations.format(gap));
    }

    /**
     * The last alerts of a sensor that has left the fleet: what is open is closed, and it is watched no more. Somebody's work at it that
     * outlasts the retention keeps its silence from being one.
     */
    public List<Alert> gone(LiveRules rules, Duration retention) {
        List<Alert> alerts = new ArrayList<>();
        Instant goneAt = lastSeen().plus(retention);
        String reason = "no frame for " + Durations.format(retention) + ": the sensor is watched no more";
        if (silent || !leavesUnnoticed(rules, retention)) {
            if (!silent) {
                alerts.add(silenceBegan(rules));
            }
            alerts.add(resolved(AlertKind.SILENCE, lastSeen(), AlertSeverity.CRITICAL, goneAt, reason));
        }
        if (clockReported) {
            alerts.add(clockCameRight(goneAt, reason));
        }
        return alerts;
    }

    /** Of the state after the frame with which a wrong clock had lasted for long enough. */
    private Alert clockWentWrong(Sighting sighting, LiveRules rules) {
        SeenFrame frame = sighting.frame();
        Duration off = Duration.between(frame.eventTime(), frame.late() ? sighting.at() : frame.capturedAt());
        return alert(AlertKind.CLOCK, Micros.toInstant(clockWrongSinceMicros), AlertSeverity.WARNING)
                .setState(AlertState.FIRING)
                .setDecidedAt(sighting.at())
                .setReason(
                        frame.late()
                                ? "for " + Durations.format(mayPause(rules)) + " every frame was late, this one by "
                                        + Durations.format(off)
                                        + ": the clock is slow, or frames are held up on their way"
                                : "the capture time is " + Durations.format(off.abs())
                                        + (off.isNegative() ? " behind" : " ahead of")
                                        + " the record's timestamp, which is used instead")
                .build();
    }

    private Alert clockCameRight(Instant at, String reason) {
        return resolved(AlertKind.CLOCK, Micros.toInstant(clockWrongSinceMicros), AlertSeverity.WARNING, at, reason);
    }

    private Alert resolved(AlertKind kind, Instant since, AlertSeverity severity, Instant at, String reason) {
        return alert(kind, since, severity)
                .setState(AlertState.RESOLVED)
                .setTransition(1)
                .setDecidedAt(at)
                .setEndedAt(at)
                .setReason(reason)
                .build();
    }

    private Alert.Builder alert(AlertKind kind, Instant since, AlertSeverity severity) {
        return Alert.newBuilder()
                .setAlertId(AlertNotices.id(kind, vehicleId, sensorId, since))
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
                .setPolicy(policy)
                .setPolicyVersion(policy == null ? null : policy.getVersion())
                .setLastFrameId(lastFrameId)
                .setLastOrigin(lastOrigin)
                .setTransition(0);
    }
}
