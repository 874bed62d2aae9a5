package org.fogbell.verdict;

import java.time.Instant;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * What liveness asks of a frame, and no more: of a score it is a small part.
 *
 * @param clockClamped whether the vehicle's time was not believed
 * @param late whether the frame came after the watermark
 * @param policy live policies and orders in force with it; null where there are none
 */
public record SeenFrame(
        String vehicleId,
        String sensorId,
        String sensorType,
        String frameId,
        KafkaOrigin origin,
        Instant capturedAt,
        Instant eventTime,
        boolean clockClamped,
        boolean late,
        @Nullable AppliedPolicy policy) {

    public static SeenFrame of(FrameScore score) {
        return new SeenFrame(
                score.getVehicleId(),
                score.getSensorId(),
                score.getSensorType(),
                score.getFrameId(),
                score.getOrigin(),
                score.getCapturedAt(),
                score.getEventTime(),
                score.getClockClamped(),
                score.getStanding() == ScoreStanding.LATE,
                score.getPolicy());
    }
}
