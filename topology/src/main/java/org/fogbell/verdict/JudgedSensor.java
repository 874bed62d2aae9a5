package org.fogbell.verdict;

import java.nio.ByteBuffer;
import org.fogbell.models.perception.RecentFeatures;
import org.fogbell.schemas.FrameScore;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a sensor from one judged frame to the next.
 *
 * @param payload begins the hash of the last frame's payload: the same again shows a sensor that is frozen
 * @param beyond since when its frames are so
 * @param recent of the features, where these are compared
 * @param beat of its captures
 * @param evidence of a small lasting shift; null where none is looked for
 */
public record JudgedSensor(
        SensorBaseline baseline,
        long payload,
        BeyondRun beyond,
        RecentFeatures recent,
        CaptureBeat beat,
        @Nullable ShiftEvidence evidence) {
    static long payload(FrameScore score) {
        return ByteBuffer.wrap(score.getPayloadHash().bytes()).getLong();
    }
}
