package org.fogbell.verdict;

import java.time.Instant;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.ScoreStanding;

/**
 * What liveness asks of a frame, and no more: of a score it is a small part.
 *
 * @param clockClamped whether the vehicle's time was not believed
 * @param late whether the frame came after the watermark
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
        boolean late) {

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
                score.getStanding() == ScoreStanding.LATE);
    }
}
