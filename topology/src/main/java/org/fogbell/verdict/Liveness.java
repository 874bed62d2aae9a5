package org.fogbell.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
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
            LifeNotices notices = new LifeNotices(this, holding);
            LifeAlert over = silence.ends(now, flapping, notice -> out.add(notices.silenceEnded(notice)));
            next = next.with(over, next.clock);
        } else if (!isSilent()) {
            next = next.calm(now, holding, out);
        }
        return next.clockSeen(sighting, holding, out);
    }

    /** An alert that holds though its sensor sends: released, or told again with a frame. */
    private Liveness calm(long now, Patience.Holding holding, List<Alert> out) {
        Consumer<LifeAlert.Notice> ended = notice -> out.add(new LifeNotices(this, holding).silenceEnded(notice));
        LifeAlert after = silence.staysCalm(now, holding.rules().flapping(), ended);
        return with(remindedIfDue(AlertKind.SILENCE, after, now, holding, ended), clock);
    }

    private Liveness clockSeen(Sighting sighting, Patience.Holding holding, List<Alert> out) {
        long now = Micros.of(sighting.at());
        FlappingRule flapping = holding.rules().flapping();
        boolean wrong = clockWrongSinceMicros != 0;
        boolean lasted = wrong
                && now - clockWrongSinceMicros
                        >= AlertLifecycle.micros(holding.watch().after());
        LifeNotices notices = new LifeNotices(this, holding);
        Consumer<LifeAlert.Notice> begun = notice -> out.add(notices.clockWrong(notice, sighting));
        Consumer<LifeAlert.Notice> ended = notice -> out.add(notices.clockEnded(notice));
        LifeAlert after = clock;
        if (clock.lasts() && !wrong) {
            after = clock.ends(now, flapping, ended);
        } else if (!clock.lasts() && lasted && !isHeld(now, holding)) {
            after = clock.begins(clockWrongSinceMicros, now, flapping, begun);
        } else if (!wrong) {
            after = clock.staysCalm(now, flapping, ended);
        }
        after = remindedIfDue(AlertKind.CLOCK, after, now, holding, wrong ? begun : ended);
        return with(silence, after);
    }

    private Liveness with(LifeAlert ofSilence, LifeAlert ofClock) {
        return new Liveness(
                vehicleId,
                sensorId,
                sensorType,
                lastFrameId,
                lastOrigin,
                lastMicros,
                ofSilence,
                clockWrongSinceMicros,
                ofClock);
    }

    private boolean isHeld(long micros, Patience.Holding holding) {
        return holding.watch().isHeld(vehicleId, sensorId, Micros.toInstant(micros));
    }

    private LifeAlert remindedIfDue(
            AlertKind kind, LifeAlert alert, long now, Patience.Holding holding, Consumer<LifeAlert.Notice> out) {
        return alert.remindMicros(holding.rules()) <= now ? reminded(kind, alert, now, holding, out) : alert;
    }

    /** Published again, unless somebody works at the sensor, or acknowledged the alert. */
    private LifeAlert reminded(
            AlertKind kind, LifeAlert alert, long now, Patience.Holding holding, Consumer<LifeAlert.Notice> out) {
        boolean acknowledged = holding.isAcknowledged(LifeNotices.id(kind, this, alert.startedMicros()));
        return isHeld(now, holding) || acknowledged ? alert.staysUntold(now) : alert.reminds(now, out);
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
        Consumer<LifeAlert.Notice> silent = notice -> out.add(new LifeNotices(this, holding).silent(notice));
        return with(silence.begins(lastMicros, now, holding.rules().flapping(), silent), clock);
    }

    private Liveness reminds(Patience patience, List<Alert> out) {
        long now = remindMicros(patience);
        Patience.Holding holding = patience.at(this, now);
        Consumer<LifeAlert.Notice> silent = notice -> out.add(new LifeNotices(this, holding).silent(notice));
        return with(reminded(AlertKind.SILENCE, silence, now, holding, silent), clock);
    }

    private long remindMicros(Patience patience) {
        return silence.remindMicros(patience.at(this, silence.toldMicros()).rules());
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
        long from = lastMicros;
        while (true) {
            Patience.Holding holding = patience.at(this, from);
            Instant due = holding.watch().silentAt(vehicleId, sensorId, lastSeen());
            long at = Math.max(from, Micros.of(due));
            if (at < holding.untilMicros() || holding.untilMicros() == Long.MAX_VALUE) {
                return Micros.toInstant(at);
            }
            from = holding.untilMicros();
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
        LifeNotices notices = new LifeNotices(this, holding);
        if (last.silence.isOpen()) {
            last.silence.resolves(
                    now,
                    endOf(last.silence, now),
                    flapping,
                    notice -> alerts.add(notices.gone(AlertKind.SILENCE, notice, retention)));
        }
        if (last.clock.isOpen()) {
            last.clock.resolves(
                    now,
                    endOf(last.clock, now),
                    flapping,
                    notice -> alerts.add(notices.gone(AlertKind.CLOCK, notice, retention)));
        }
        return alerts;
    }

    private static long endOf(LifeAlert alert, long now) {
        return alert.lasts() ? now : alert.calmSinceMicros();
    }

    Instant lastSeen() {
        return Micros.toInstant(lastMicros);
    }
}
