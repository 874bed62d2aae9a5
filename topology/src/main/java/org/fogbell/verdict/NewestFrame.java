package org.fogbell.verdict;

import java.time.Instant;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.Position;
import org.jspecify.annotations.Nullable;

/** What a window says of its last frame. */
public record NewestFrame(
        String frameId,
        KafkaOrigin origin,
        long micros,
        String vehicleId,
        String sensorId,
        String sensorType,
        @Nullable BaselineLevel baseline,
        String judgedBy,
        String modelDigest,
        boolean modelUntrained,
        @Nullable String firmware,
        @Nullable Position position,
        @Nullable AppliedPolicy policy,
        double evidence,
        @Nullable Instant evidenceBeganAt) {
    static NewestFrame of(FrameScore score) {
        return new NewestFrame(
                score.getFrameId(),
                score.getOrigin(),
                Micros.of(score.getEventTime()),
                score.getVehicleId(),
                score.getSensorId(),
                score.getSensorType(),
                score.getBaseline(),
                score.getJudgedBy(),
                score.getModelDigest(),
                score.getModelUntrained(),
                score.getFirmware(),
                score.getPosition(),
                score.getPolicy(),
                score.getEvidence(),
                score.getEvidenceBeganAt());
    }
}
