package org.fogbell.verdict;

import java.time.Instant;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;

/**
 * A frame as liveness sees it: a sign of its sensor's life at one moment. A late frame is a sign of the moment at which it
 * came, whatever time it bears: its sensor is not silent, though no window will see it.
 *
 * @param at event time, or the watermark where that is later
 */
public record Sighting(FrameScore score, Instant at) {
    public static Sighting of(FrameScore score, long watermarkMillis) {
        Instant time = score.getEventTime();
        boolean late = score.getStanding() == ScoreStanding.LATE && Micros.toMillis(time) < watermarkMillis;
        return new Sighting(score, late ? Instant.ofEpochMilli(watermarkMillis) : time);
    }

    boolean isLate() {
        return score.getStanding() == ScoreStanding.LATE;
    }

    /** Whether the vehicle's clock may be right: its time was believed, and is not behind everybody else's. */
    boolean clockRight() {
        return !score.getClockClamped() && !isLate();
    }
}
