package org.fogbell.verdict;

import java.util.List;
import java.util.stream.Stream;
import org.fogbell.schemas.AlertState;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a sensor between windows. A value; each window gives the next.
 *
 * @param course what its alert goes through; null while the sensor is quiet
 * @param openings ends of the windows that lately opened alerts, oldest first, in microseconds of event time
 * @param owed an alert that resolved when nothing could be published, though its opening had been
 */
public record AlertEpisode(
        @Nullable Course course,
        List<Long> openings,
        @Nullable Course owed) {
    public static final AlertEpisode QUIET = new AlertEpisode(null, List.of(), null);

    /** No moment. */
    static final long NEVER = Long.MIN_VALUE;

    /** Whether there is something that only the sensor's own windows may end, however long it is away. */
    public boolean mustStay() {
        return owed != null || (course != null && course.isOpen());
    }

    AlertEpisode with(@Nullable Course next) {
        return new AlertEpisode(next, openings, owed);
    }

    AlertEpisode owing(@Nullable Course resolved) {
        return new AlertEpisode(course, openings, resolved);
    }

    AlertEpisode opened(long atMicros, Course next) {
        return new AlertEpisode(
                next, Stream.concat(openings.stream(), Stream.of(atMicros)).toList(), owed);
    }

    /** Forgets the openings at this moment or before. */
    AlertEpisode openedAfter(long micros) {
        if (openings.isEmpty()) {
            return this;
        }
        return new AlertEpisode(
                course, openings.stream().filter(opening -> opening > micros).toList(), owed);
    }

    /**
     * A window that was beyond.
     *
     * @param endMicros event time of the window's end
     * @param firstMicros event time of its first frame beyond
     * @param lastMicros event time of its last frame beyond
     */
    public record Beyond(long endMicros, long firstMicros, long lastMicros, boolean critical) {}

    /**
     * What was last published of an alert.
     *
     * @param state UNKNOWN where nothing was
     * @param transition number of that record; -1 where there is none
     * @param atMicros end of the window with which it was published
     */
    public record Told(AlertState state, long transition, long atMicros) {
        static final Told NOTHING = new Told(AlertState.UNKNOWN, -1, NEVER);

        Told next(AlertState now, long micros) {
            return new Told(now, transition + 1, micros);
        }
    }

    /**
     * One alert from its first window beyond to its resolution: PENDING, FIRING, ESCALATED, RESOLVED.
     *
     * @param beganMicros end of its first window beyond; no two alerts of a sensor share it
     * @param sinceMicros event time of its first frame beyond, once n of m windows are; {@link #NEVER} before
     * @param lastBeyondMicros event time of its latest frame beyond
     * @param lastWindowMicros end of its latest window beyond
     * @param back windows in a row, up to the last one seen, that were back
     * @param recent while PENDING: the windows beyond that still count, oldest first; at most m
     */
    public record Course(
            AlertState state,
            long beganMicros,
            long sinceMicros,
            long lastBeyondMicros,
            long lastWindowMicros,
            boolean critical,
            boolean flapping,
            int back,
            List<Beyond> recent,
            Told told) {

        /** After the first window beyond; so many open an alert. */
        static Course pending(Beyond first, int windows) {
            return new Course(
                    AlertState.PENDING,
                    first.endMicros(),
                    windows == 1 ? first.firstMicros() : NEVER,
                    first.lastMicros(),
                    first.endMicros(),
                    first.critical(),
                    false,
                    0,
                    List.of(first),
                    Told.NOTHING);
        }

        boolean isOpen() {
            return state == AlertState.FIRING || state == AlertState.ESCALATED;
        }

        /** PENDING, after the windows that ended at this moment or before no longer count. */
        Course since(long micros) {
            return counting(
                    recent.stream()
                            .filter(window -> window.endMicros() > micros)
                            .toList(),
                    sinceMicros);
        }

        /** PENDING, after one more window beyond; so many open an alert. */
        Course gathers(Beyond window, int windows) {
            List<Beyond> more =
                    Stream.concat(recent.stream(), Stream.of(window)).toList();
            long first = sinceMicros == NEVER ? more.get(0).firstMicros() : sinceMicros;
            Course next = counting(more, more.size() < windows ? NEVER : first);
            return next.saw(window, next.critical);
        }

        /** PENDING, with fewer windows beyond than open an alert. */
        Course startsAnew() {
            return counting(recent, NEVER);
        }

        private Course counting(List<Beyond> windows, long since) {
            boolean anyCritical = windows.stream().anyMatch(Beyond::critical);
            return new Course(
                    state,
                    beganMicros,
                    since,
                    lastBeyondMicros,
                    lastWindowMicros,
                    anyCritical,
                    flapping,
                    back,
                    windows,
                    told);
        }

        /** FIRING or ESCALATED, after one more window beyond. */
        Course fires(Beyond window) {
            Course seen = saw(window, critical || window.critical());
            return seen.critical && !critical ? seen.is(AlertState.ESCALATED) : seen;
        }

        private Course saw(Beyond window, boolean nowCritical) {
            return new Course(
                    state,
                    beganMicros,
                    sinceMicros,
                    window.lastMicros(),
                    window.endMicros(),
                    nowCritical,
                    flapping,
                    0,
                    recent,
                    told);
        }

        Course opens(boolean nowFlapping) {
            return new Course(
                    AlertState.FIRING,
                    beganMicros,
                    sinceMicros,
                    lastBeyondMicros,
                    lastWindowMicros,
                    critical,
                    nowFlapping,
                    0,
                    List.of(),
                    told);
        }

        Course is(AlertState next) {
            return new Course(
                    next,
                    beganMicros,
                    sinceMicros,
                    lastBeyondMicros,
                    lastWindowMicros,
                    critical,
                    flapping,
                    back,
                    recent,
                    told);
        }

        Course back(int windows) {
            return new Course(
                    state,
                    beganMicros,
                    sinceMicros,
                    lastBeyondMicros,
                    lastWindowMicros,
                    critical,
                    flapping,
                    windows,
                    recent,
                    told);
        }

        Course told(Told now) {
            return new Course(
                    state,
                    beganMicros,
                    sinceMicros,
                    lastBeyondMicros,
                    lastWindowMicros,
                    critical,
                    flapping,
                    back,
                    recent,
                    now);
        }
    }
}
