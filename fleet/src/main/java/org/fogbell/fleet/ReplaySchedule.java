package org.fogbell.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When each step of a replay is due, and which capture time its frame then carries. Begins when it is made; waits for
 * nothing itself. One thread.
 *
 * <p>A restamped replay that cannot keep up slips: what is left is due later, since a vehicle's frames are no older when
 * they are sent than its own work makes them, and a job takes older ones for those of a slow clock.
 *
 * <p>The <em>recorded</em> times go on forward when a loop plays backward: a step is as far from the one before as the
 * two frames were when they were captured.
 */
final class ReplaySchedule {
    /** How fast a recording is played. */
    enum Pace {
        /** As it was recorded. */
        RECORDED,
        /** So many frames a second. */
        FIXED,
        /** As fast as possible. */
        UNPACED
    }

    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration MOST_BEHIND = Duration.ofMillis(500);

    private final PlaybackOrder order;
    private final List<Instant> recorded;
    private final Pace pace;
    private final double hertz;
    private final boolean keepTime;
    private final Clock clock;
    private final Instant start;
    private Duration slipped = Duration.ZERO;

    private ReplaySchedule(
            PlaybackOrder order, List<Instant> recorded, Pace pace, double hertz, boolean keepTime, Clock clock) {
        boolean timed = recorded.size() == order.frames();
        if (!timed && (keepTime || pace == Pace.RECORDED)) {
            throw new IllegalArgumentException("expected a recording with a capture time for each of its "
                    + order.frames() + " frames, got " + recorded.size() + " times; give a rate and no --keep-time");
        }
        this.order = order;
        this.recorded = List.copyOf(recorded);
        this.pace = pace;
        this.hertz = hertz;
        this.keepTime = keepTime;
        this.clock = clock;
        this.start = clock.instant();
        if (pace == Pace.RECORDED && order.loop() && recordedSpan().isZero()) {
            throw new IllegalArgumentException("expected frames of different times to loop at their own pace, got "
                    + order.frames() + " frames of one time; give a rate");
        }
    }

    /**
     * Plays a frame each 1/{@code hertz} seconds, or as fast as possible when that is 0.
     *
     * @param recorded the frames' capture times in order, or none where they are unknown
     * @param keepTime whether frames carry their recorded times; otherwise they are restamped, the first to now
     */
    static ReplaySchedule atRate(
            PlaybackOrder order, List<Instant> recorded, double hertz, boolean keepTime, Clock clock) {
        if (!(hertz >= 0) || Double.isInfinite(hertz)) {
            throw new IllegalArgumentException(
                    "--rate: expected frames a second, or 0 for as fast as possible, got " + hertz);
        }
        return new ReplaySchedule(order, recorded, hertz == 0 ? Pace.UNPACED : Pace.FIXED, hertz, keepTime, clock);
    }

    /** Plays at the recording's own pace. */
    static ReplaySchedule asRecorded(PlaybackOrder order, List<Instant> recorded, boolean keepTime, Clock clock) {
        return new ReplaySchedule(order, recorded, Pace.RECORDED, 0, keepTime, clock);
    }

    /** How long from now until the step is due; zero where it is late. */
    Duration waitBefore(long step) {
        if (pace == Pace.UNPACED) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(clock.instant(), due(step));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /**
     * The capture time that the step's frame carries. Restamped frames of a paced replay carry the time at which they are
     * due, or that of asking where that is long ago; those of an unpaced one the time of asking.
     */
    Instant capturedAt(long step) {
        if (keepTime) {
            return recorded.get(0).plus(recordedOffset(step));
        }
        Instant now = clock.instant();
        if (pace == Pace.UNPACED) {
            return now;
        }
        Duration behind = Duration.between(due(step), now);
        if (behind.compareTo(MOST_BEHIND) > 0) {
            slipped = slipped.plus(behind);
        }
        return due(step);
    }

    /** The step's stream time: from the first frame's capture time to a time that {@link #capturedAt} gave. */
    Duration streamTime(Instant capturedAt) {
        return Duration.between(keepTime ? recorded.get(0) : start, capturedAt);
    }

    private Instant due(long step) {
        return start.plus(offset(step)).plus(slipped);
    }

    private Duration offset(long step) {
        return pace == Pace.FIXED
                ? Duration.ofNanos(Math.round(step * (NANOS_PER_SECOND / hertz)))
                : recordedOffset(step);
    }

    private Duration recordedOffset(long step) {
        Duration span = recordedSpan();
        Duration forth = Duration.between(recorded.get(0), recorded.get(order.frameAt(step)));
        boolean back = step % order.period() >= order.frames();
        return span.multipliedBy(2 * (step / order.period()))
                .plus(back ? span.multipliedBy(2).minus(forth) : forth);
    }

    private Duration recordedSpan() {
        return Duration.between(recorded.get(0), recorded.get(recorded.size() - 1));
    }
}
