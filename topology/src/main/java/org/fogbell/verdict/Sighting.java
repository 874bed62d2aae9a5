package org.fogbell.verdict;

import java.time.Instant;

/**
 * A frame as liveness sees it: a sign of its sensor's life at one moment. A late frame is a sign of the moment at which it
 * came, whatever time it bears: its sensor is not silent, though no window will see it.
 *
 * @param at event time, or the watermark where that is later
 */
public record Sighting(SeenFrame frame, Instant at) {
    public static Sighting of(SeenFrame frame, long watermarkMillis) {
        Instant time = frame.eventTime();
        boolean late = frame.late() && Micros.toMillis(time) < watermarkMillis;
        return new Sighting(frame, late ? Instant.ofEpochMilli(watermarkMillis) : time);
    }

    /** Whether the vehicle's clock may be right: its time was believed, and is not behind everybody else's. */
    boolean clockRight() {
        return !frame.clockClamped() && !frame.late();
    }
}
