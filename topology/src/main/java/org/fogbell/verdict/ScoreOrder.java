package org.fogbell.verdict;

import java.util.Comparator;
import org.fogbell.schemas.FrameScore;

/** The order in which a sensor's scores are judged, in whatever order they came: by event time, then by sequence. */
public final class ScoreOrder {
    public static final Comparator<FrameScore> OF_A_SENSOR = Comparator.comparing(FrameScore::getEventTime)
            .thenComparingLong(FrameScore::getSequence)
            .thenComparing(FrameScore::getPayloadHash)
            .thenComparing(FrameScore::getFrameId);

    private ScoreOrder() {}
}
