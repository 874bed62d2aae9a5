package org.fogbell.fleet;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertSeverity;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.BlockProfile;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.ScoreStanding;

/** One record of each kind that the job publishes. */
final class Records {
    private static final Instant AT = Instant.parse("2026-05-01T08:00:25.123456Z");
    private static final KafkaOrigin ORIGIN = new KafkaOrigin("fogbell.frames", 2, 1L << 40);

    private Records() {}

    static Alert firing() {
        return Alert.newBuilder()
                .setAlertId("a1b2")
                .setVehicleId("car-1")
                .setSensorId("lidar")
                .setSensorType("hdl-64e")
                .setKind(AlertKind.DEVIATION)
                .setState(AlertState.FIRING)
                .setSeverity(AlertSeverity.CRITICAL)
                .setDeviation(3.25)
                .setRobustZ(8.12)
                .setShareBeyond(0.92)
                .setStartedAt(AT)
                .setDecidedAt(AT.plusSeconds(2))
                .setReason("noise in the sweep")
                .setFirstOrigin(ORIGIN)
                .setPosition(new Position(49.01, 8.43))
                .build();
    }

    static Incident incident() {
        return Incident.newBuilder()
                .setIncidentId("c3d4")
                .setCause(IncidentCause.SENSOR_FAULT)
                .setState(IncidentState.OPEN)
                .setSeverity(AlertSeverity.CRITICAL)
                .setSubject("car-1/lidar")
                .setVehicleId("car-1")
                .setSensorId("lidar")
                .setStartedAt(AT)
                .setDecidedAt(AT.plusSeconds(12))
                .setReason("this sensor alone")
                .build();
    }

    static FrameScore score() {
        return FrameScore.newBuilder()
                .setFrameId("f")
                .setVehicleId("car-1")
                .setSensorId("lidar")
                .setSensorType("hdl-64e")
                .setCapturedAt(AT)
                .setEventTime(AT)
                .setClockClamped(true)
                .setSequence(42)
                .setPayloadHash(new PayloadHash(new byte[] {0, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
                .setOrigin(ORIGIN)
                .setModelDigest("d1")
                .setModelUntrained(true)
                .setEloss(0.004)
                .setScores(Map.of("eloss.radius", 0.004))
                .setProfile(List.of(new BlockProfile("block-1", List.of("a", "b"), List.of(1.5, 2.5))))
                .setStanding(ScoreStanding.JUDGED)
                .setRobustZ(-0.5)
                .build();
    }

    static Deviation window() {
        return Deviation.newBuilder()
                .setVehicleId("car-1")
                .setSensorId("lidar")
                .setSensorType("hdl-64e")
                .setWindowStart(Instant.parse("2026-05-01T08:00:20Z"))
                .setWindowEnd(Instant.parse("2026-05-01T08:00:25Z"))
                .setCount(50)
                .setMedianEloss(0.004)
                .setMeanEloss(0.0041)
                .setDeviationFactor(1.02)
                .setRobustZ(0.3)
                .setShareBeyond(0.04)
                .setFirstFrameId("f")
                .setLastFrameId("g")
                .setFirstOrigin(ORIGIN)
                .setLastOrigin(ORIGIN)
                .setModelDigest("d1")
                .build();
    }

    static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setOrigin(ORIGIN)
                .setRecordTimestamp(AT)
                .setStage(DeadLetterStage.DECODE)
                .setCause("expected a frame, got noise")
                .setRecordSizeBytes(7)
                .setFirstBytes(ByteBuffer.wrap(new byte[] {(byte) 0xc3, 1, (byte) 0xa0}))
                .build();
    }
}
