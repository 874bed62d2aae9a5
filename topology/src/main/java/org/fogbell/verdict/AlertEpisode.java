package org.fogbell.verdict;

import java.util.List;
import java.util.stream.Stream;
import org.fogbell.schemas.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a sensor between windows. A value; each window gives the next.
 *
 * @param recent the windows beyond that still count towards an opening, oldest first; empty while an alert is open
 * @param open the alert that is open
 */
public record AlertEpisode(List<Beyond> recent, @Nullable Open open) {
    public static final AlertEpisode QUIET = new AlertEpisode(List.of(), null);

    /**
     * A window that was beyond.
     *
     * @param endMicros event time of the window's end
     * @param firstMicros event time of its first frame beyond
     * @param lastMicros event time of its last frame beyond
     */
    public record Beyond(long endMicros, long firstMicros, long lastMicros, boolean critical) {
        public static Beyond of(Deviation window, boolean critical) {
            return new Beyond(
                    Micros.of(window.getWindowEnd()),
                    Micros.of(window.getFirstBeyondAt() == null ? window.getWindowStart() : window.getFirstBeyondAt()),
                    Micros.of(window.getLastBeyondAt() == null ? window.getWindowEnd() : window.getLastBeyondAt()),
                    critical);
        }
    }

    /**
     * An open alert as it was last published, and what has come since.
     *
     * @param openedMicros end of the window that opened it; no two alerts of a sensor share it
     * @param sinceMicros event time of its first frame beyond
     * @param lastBeyondMicros event time of its latest frame beyond
     * @param transition number of the last published change
     * @param back windows in a row, up to the last one seen, that were not beyond
     */
    public record Open(
            long openedMicros, long sinceMicros, long lastBeyondMicros, boolean critical, long transition, int back) {
        Open saw(Beyond beyond) {
            // Becoming critical is a change that is published, and is counted as one.
            boolean worse = beyond.critical() && !critical;
            return new Open(
                    openedMicros,
                    sinceMicros,
                    beyond.lastMicros(),
                    critical || beyond.critical(),
                    worse ? transition + 1 : transition,
                    0);
        }

        Open sawNormal() {
            return new Open(openedMicros, sinceMicros, lastBeyondMicros, critical, transition, back + 1);
        }

        Open resolved() {
            return new Open(openedMicros, sinceMicros, lastBeyondMicros, critical, transition + 1, back);
        }
    }

    /** Forgets the windows that ended at this moment or before. */
    AlertEpisode since(long micros) {
        return new AlertEpisode(
                recent.stream().filter(window -> window.endMicros() > micros).toList(), open);
    }

    public AlertEpisode with(Beyond window) {
        return new AlertEpisode(
                Stream.concat(recent.stream(), Stream.of(window)).toList(), open);
    }

    /** The alert that the recent windows open, decided by the latest of them. */
    public Open opened() {
        Beyond latest = recent.get(recent.size() - 1);
        boolean critical = recent.stream().anyMatch(Beyond::critical);
        return new Open(latest.endMicros(), recent.get(0).firstMicros(), latest.lastMicros(), critical, 0, 0);
    }

    public static AlertEpisode follow(Open open) {
        return new AlertEpisode(List.of(), open);
    }
}
