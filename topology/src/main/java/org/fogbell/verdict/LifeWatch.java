package org.fogbell.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.schemas.Alert;
import org.jspecify.annotations.Nullable;

/**
 * What follows for the life of one sensor from a frame, or from none until some moment: it falls silent, comes back, or has left the
 * fleet.
 *
 * @param retention how long a sensor that sends nothing is watched
 */
public record LifeWatch(Patience patience, Duration retention) {
    private static final long MICROS_A_MILLI = 1_000;
    private static final long LOOK_EVERY_MILLIS = 60_000;

    /** @param liveness null where it is watched no more */
    public record Step(@Nullable Liveness liveness, List<Alert> alerts) {}

    /** @param known null before its first frame */
    public Step saw(@Nullable Liveness known, Sighting sighting) {
        if (known != null && known.isGoneBy(sighting.at(), retention)) {
            // A watermark that leaps over the whole retention lets nobody look in between.
            List<Alert> alerts = new ArrayList<>(known.gone(patience, retention));
            Liveness.Step back = Liveness.first(sighting).saw(sighting, patience);
            alerts.addAll(back.alerts());
            return new Step(back.liveness(), alerts);
        }
        return step((known == null ? Liveness.first(sighting) : known).saw(sighting, patience));
    }

    /** What is due by this moment of event time, without a frame. */
    public Step upTo(Liveness known, long millis) {
        boolean leaves = known.isSilent() || known.leavesUnnoticed(patience, retention);
        return leaves && known.goneAtMillis(retention) <= millis
                ? new Step(null, known.gone(patience, retention))
                : step(known.upTo(millis, patience));
    }

    /** When event time is to look again, if no frame comes, in milliseconds of it. */
    public long lookAtMillis(Liveness known, long watermark) {
        // A policy may take work at a silent sensor back, and nobody is told then to look sooner.
        long looked = Math.min(
                Math.max(known.lastMicros() / MICROS_A_MILLI, watermark), Long.MAX_VALUE - 2 * LOOK_EVERY_MILLIS);
        return Math.min(known.lookAtMillis(patience, retention), looked + LOOK_EVERY_MILLIS);
    }

    /** Whether a silence that lasted for long enough by the wall's clock counts, which says this time. */
    public boolean hears(Liveness known, Instant now) {
        boolean waits = known.leavesUnnoticed(patience, retention) || known.silenceWaits(patience, now);
        return !known.isSilent() && !waits;
    }

    /** How much longer than this it may send nothing, by a policy. */
    public Duration mayPauseBeyond(Liveness known, Duration usual) {
        Duration more = known.mayPause(patience).minus(usual);
        return more.isNegative() ? Duration.ZERO : more;
    }

    public Step fallsSilent(Liveness known) {
        return step(known.fallsSilent(patience));
    }

    private static Step step(Liveness.Step step) {
        return new Step(step.liveness(), step.alerts());
    }
}
