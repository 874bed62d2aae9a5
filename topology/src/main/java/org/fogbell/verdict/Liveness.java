package org.fogbell.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.KafkaOrigin;

/**
 * What the mere coming of frames tells about one sensor: whether it is silent, and whether its clock is wrong. A value.
 * An alert's content follows from the frames alone, and from the watermark only where they are late. Only where the
 * heartbeat notices a silence while the sensor's last frames still wait for the watermark, it starts with the last frame
 * that did not.
 *
 * @param lastMicros event time at which the sensor was last seen
 * @param silence its alerts of that kind
 * @param clockWrongSinceMicros event time of the first frame of a run in which none had a right clock; 0 where the last had
 * @param clock its alerts of that kind
 */
public record Liveness(
        String vehicleId,
        String sensorId,
        String sensorType,
        String lastFrameId,
        KafkaOrigin lastOrigin,
        long lastMicros,
        LifeAlert silence,
        long clockWrongSinceMicros,
        LifeAlert clock) {

    /** What becomes of the sensor, and what is published, in this order. */
    public record Step(Liveness liveness, List<Alert> alerts) {}

    public static Liveness first(Sighting sighting) {
        SeenFrame frame = sighting.frame();
        return new Liveness(
                frame.vehicleId(),
                frame.sensorId(),
                frame.sensorType(),
                frame.frameId(),
                frame.origin(),
                Micros.of(sighting.at()),
                LifeAlert.NONE,
                0,
                LifeAlert.NONE);
    }

    public boolean isSilent() {
        return silence.lasts();
    }

    /**
     * After one more frame, and what was due before it: a watermark that leaps over a whole gap lets no timer fire in between. A
     * frame that ends no gap was on its way when a silence was noticed by the heartbeat: it waited for the watermark, and does not end the
     * silence. One delayed frame is no wrong clock: a run of them, of the length that makes a silence, is.
     */
    public Step saw(Sighting sighting, Patience patience) {
        Step before = upTo(Micros.toMillis(sighting.at()) - 1, patience);
        List<Alert> alerts = new ArrayList<>(before.alerts());
        return new Step(before.liveness().seen(sighting, patience, alerts), alerts);
    }

    private Liveness seen(Sighting sighting, Patience patience, List<Alert> out) {
        SeenFrame frame = sighting.frame();
        long now = Micros.of(sighting.at());
        boolean endsGap = isSilent()
                && Micros.toMillis(sighting.at()) > Micros.toMillis(Micros.toInstant(silence.noticedMicros()));
        boolean latest = (endsGap || !isSilent()) && now >= lastMicros;
        long wrongSince = sighting.clockRight() ? 0 : clockWrongSinceMicros == 0 ? now : clockWrongSinceMicros;
        Liveness next = new Liveness(
                vehicleId,
                sensorId,
                latest ? frame.sensorType() : sensorType,
                latest ? frame.frameId() : lastFrameId,
                latest ? frame.origin() : lastOrigin,
                latest ? now : lastMicros,
                silence,
                wrongSince,
                clock);
        Patience.Holding holding = patience.at(next, now);
        FlappingRule flapping = holding.rules().flapping();
        if (endsGap) {
            next = next.silence(silence.ends(now, flapping, notice -> out.add(silenceEnded(notice, holding))));
        } else if (!isSilent()) {
            next = next.calm(now, holding, out);
        }
        return next.clockSeen(sighting, holding, out);
    }

    /** An alert that holds though its sensor sends: released, or told again with a frame. */
    private Liveness calm(long now, Patience.Holding holding, List<Alert> out) {
        LifeAlert after =
                silence.staysCalm(now, holding.rules().flapping(), notice -> out.add(silenceEnded(notice, holding)));
        if (after.remindMicros(holding.rules().alert()) <= now) {
            boolean told = mayTell(AlertKind.SILENCE, after, now, holding);
            after = told
                    ? after.reminds(now, notice -> out.add(silenceEnded(notice, holding)))
                    : after.staysUntold(now);
        }
        return silence(after);
    }

    private Liveness clockSeen(Sighting sighting, Patience.Holding holding, List<Alert> out) {
        long now = Micros.of(sighting.at());
        FlappingRule flapping = holding.rules().flapping();
        boolean wrong = clockWrongSinceMicros != 0;
        boolean lasted = wrong
                && now - clockWrongSinceMicros
                        >= AlertLifecycle.micros(holding.watch().after());
        LifeAlert after = clock;
        if (clock.lasts() && !wrong) {
            after = clock.ends(now, flapping, notice -> out.add(clockEnded(notice, holding)));
        } else if (!clock.lasts() && lasted && !isHeld(now, holding)) {
            after = clock.begins(
                    clockWrongSinceMicros, now, flapping, notice -> out.add(clockWrong(notice, sighting, holding)));
        } else if (!wrong) {
            after = clock.staysCalm(now, flapping, notice -> out.add(clockEnded(notice, holding)));
        }
        if (after.remindMicros(holding.rules().alert()) <= now) {
            boolean told = mayTell(AlertKind.CLOCK, after, now, holding);
            after = told
                    ? after.reminds(
                            now,
                            notice -> out.add(
                                    wrong ? clockWrong(notice, sighting, holding) : clockEnded(notice, holding)))
                    : after.staysUntold(now);
        }
        return new Liveness(
                vehicleId,
                sensorId,
                sensorType,
                lastFrameId,
                lastOrigin,
                lastMicros,
                silence,
                clockWrongSinceMicros,
                after);
    }

    private Liveness silence(LifeAlert next) {
        return new Liveness(
                vehicleId,
                sensorId,
                sensorType,
                lastFrameId,
                lastOrigin,
                lastMicros,
                next,
                clockWrongSinceMicros,
                clock);
    }

    private boolean isHeld(long micros, Patience.Holding holding) {
        return holding.watch().isHeld(vehicleId, sensorId, Micros.toInstant(micros));
    }

    private boolean mayTell(AlertKind kind, LifeAlert alert, long micros, Patience.Holding holding) {
        return !isHeld(micros, holding) && !holding.isAcknowledged(id(kind, alert.startedMicros()));
    }

    /** What is due by this moment of event time, without a frame. */
    public Step upTo(long millis, Patience patience) {
        List<Alert> alerts = new ArrayList<>();
        Liveness next = this;
        if (!next.isSilent() && next.silentAtMillis(patience) <= millis) {
            next = next.fallsSilent(patience, alerts);
        }
        while (next.isSilent() && next.remindAtMillis(patience) <= millis) {
            next = next.reminds(patience, alerts);
        }
        return new Step(next, alerts);
    }

    /** Whatever event time it is. */
    public Step fallsSilent(Patience patience) {
        List<Alert> alerts = new ArrayList<>();
        return new Step(fallsSilent(patience, alerts), alerts);
    }

    private Liveness fallsSilent(Patience patience, List<Alert> out) {
        long now = Micros.of(silentAt(patience));
        Patience.Holding holding = patience.at(this, now);
        return silence(silence.begins(
                lastMicros, now, holding.rules().flapping(), notice -> out.add(silent(notice, holding))));
    }

    private Liveness reminds(Patience patience, List<Alert> out) {
        long now = remindMicros(patience);
        Patience.Holding holding = patience.at(this, now);
        return silence(
                mayTell(AlertKind.SILENCE, silence, now, holding)
                        ? silence.reminds(now, notice -> out.add(silent(notice, holding)))
                        : silence.staysUntold(now));
    }

    private long remindMicros(Patience patience) {
        return silence.remindMicros(
                patience.at(this, silence.toldMicros()).rules().alert());
    }

    private long remindAtMillis(Patience patience) {
        long micros = remindMicros(patience);
        return micros == Long.MAX_VALUE ? Long.MAX_VALUE : Micros.toMillis(Micros.toInstant(micros));
    }

    /** The millisecond of event time at which there is something to look after, if no frame comes. */
    public long lookAtMillis(Patience patience, Duration retention) {
        if (isSilent()) {
            return Math.min(goneAtMillis(retention), remindAtMillis(patience));
        }
        return leavesUnnoticed(patience, retention) ? goneAtMillis(retention) : silentAtMillis(patience);
    }

    /** The millisecond of event time at which the sensor counts as silent. */
    public long silentAtMillis(Patience patience) {
        return Micros.toMillis(silentAt(patience));
    }

    /** The first moment at which what holds then says so. */
    private Instant silentAt(Patience patience) {
        List<Long> changes = patience.changesFrom(this, lastMicros);
        for (int i = 0; ; i++) {
            long from = changes.get(i);
            Instant due = patience.at(this, from).watch().silentAt(vehicleId, sensorId, lastSeen());
            long at = Math.max(from, Micros.of(due));
            if (i + 1 == changes.size() || at < changes.get(i + 1)) {
                return Micros.toInstant(at);
            }
        }
    }

    /** How long it may send nothing, by what holds when it was last seen. */
    public Duration mayPause(Patience patience) {
        return patience.at(this, lastMicros).watch().after();
    }

    /** Whether its silence waits, in event time, for the end of somebody's work at it. */
    public boolean silenceWaits(Patience patience, Instant time) {
        Instant due = silentAt(patience);
        return time.isBefore(due) && due.isAfter(lastSeen().plus(mayPause(patience)));
    }

    /** The millisecond of event time at which the sensor counts as gone. */
    public long goneAtMillis(Duration retention) {
        return Micros.toMillis(lastSeen().plus(retention));
    }

    /** Whether it is gone before its silence is one, as somebody works at it for longer than it is remembered. */
    public boolean leavesUnnoticed(Patience patience, Duration retention) {
        return !isSilent() && silentAt(patience).isAfter(lastSeen().plus(retention));
    }

    public boolean isGoneBy(Instant time, Duration retention) {
        return Micros.toMillis(time) > goneAtMillis(retention);
    }

    /**
     * The last alerts of a sensor that has left the fleet: what is open is closed, and it is watched no more. Somebody's work at it that
     * outlasts the retention keeps its silence from being one.
     */
    public List<Alert> gone(Patience patience, Duration retention) {
        Instant goneAt = lastSeen().plus(retention);
        long now = Micros.of(goneAt);
        List<Alert> alerts = new ArrayList<>();
        Liveness last = this;
        if (!leavesUnnoticed(patience, retention)) {
            Step due = upTo(Micros.toMillis(goneAt), patience);
            alerts.addAll(due.alerts());
            last = due.liveness();
        }
        Patience.Holding holding = patience.at(this, now);
        FlappingRule flapping = holding.rules().flapping();
        String reason = "no frame for " + Durations.format(retention) + ": the sensor is watched no more";
        if (last.silence.isOpen()) {
            last.silence.resolves(
                    now,
                    endOf(last.silence, now),
                    flapping,
                    notice -> alerts.add(alert(AlertKind.SILENCE, notice, reason, holding)));
        }
        if (last.clock.isOpen()) {
            last.clock.resolves(
                    now,
                    endOf(last.clock, now),
                    flapping,
                    notice -> alerts.add(alert(AlertKind.CLOCK, notice, reason, holding)));
        }
        return alerts;
    }

    private static long endOf(LifeAlert alert, long now) {
        return alert.lasts() ? now : alert.calmSinceMicros();
    }

    private Instant lastSeen() {
        return Micros.toInstant(lastMicros);
    }

    private Alert silent(LifeAlert.Notice notice, Patience.Holding holding) {
        Duration gap = Duration.between(lastSeen(), Micros.toInstant(notice.decidedMicros()));
        String reason = "no frame for " + Durations.format(gap) + "; the last one was " + lastFrameId;
        return alert(AlertKind.SILENCE, notice, reason, holding);
    }

    /** Of the state before the frame. */
    private Alert silenceEnded(LifeAlert.Notice notice, Patience.Holding holding) {
        Duration gap = Duration.between(lastSeen(), Micros.toInstant(notice.decidedMicros()));
        String reason = notice.endedMicros() == notice.decidedMicros()
                ? "frames come again after " + Durations.format(gap)
                : "frames come again";
        return alert(AlertKind.SILENCE, notice, reason, holding);
    }

    /** Of the state after a frame with which a wrong clock had lasted for long enough. */
    private Alert clockWrong(LifeAlert.Notice notice, Sighting sighting, Patience.Holding holding) {
        SeenFrame frame = sighting.frame();
        Duration off = Duration.between(frame.eventTime(), frame.late() ? sighting.at() : frame.capturedAt());
        String reason = frame.late()
                ? "for " + Durations.format(holding.watch().after()) + " every frame was late, this one by "
                        + Durations.format(off) + ": the clock is slow, or frames are held up on their way"
                : "the capture time is " + Durations.format(off.abs())
                        + (off.isNegative() ? " behind" : " ahead of")
                        + " the record's timestamp, which is used instead";
        return alert(AlertKind.CLOCK, notice, reason, holding);
    }

    private Alert clockEnded(LifeAlert.Notice notice, Patience.Holding holding) {
        return alert(AlertKind.CLOCK, notice, "the capture time agrees with the record's timestamp again", holding);
    }

    private String id(AlertKind kind, long startedMicros) {
        return AlertNotices.id(kind, vehicleId, sensorId, Micros.toInstant(startedMicros));
    }

    private Alert alert(AlertKind kind, LifeAlert.Notice notice, String reason, Patience.Holding holding) {
        boolean resolved = notice.state() == AlertState.RESOLVED;
        String held = notice.flapping() && !resolved
                ? AlertReasons.flapping(holding.rules().flapping())
                : "";
        return Alert.newBuilder()
                .setAlertId(id(kind, notice.startedMicros()))
                .setVehicleId(vehicleId)
                .setSensorId(sensorId)
                .setSensorType(sensorType)
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
                .setLastFrameId(lastFrameId)
                .setLastOrigin(lastOrigin)
                .setPolicy(holding.policy())
                .setPolicyVersion(
                        holding.policy() == null ? null : holding.policy().getVersion())
                .build();
    }
}
