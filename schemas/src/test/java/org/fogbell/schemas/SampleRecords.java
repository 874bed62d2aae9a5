package org.fogbell.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;

/** Valid records for tests to carry and to damage. */
final class SampleRecords {
    private SampleRecords() {}

    static SensorFrame frame(byte[] data) {
        return frame(new PointCloudPayload(PointEncoding.FLOAT32_XYZI, data.length / 16, ByteBuffer.wrap(data)));
    }

    static SensorFrame frame(PointCloudPayload payload) {
        return SensorFrame.newBuilder()
                .setFrameId("000017")
                .setVehicleId("car-1")
                .setSensorId("roof")
                .setSensorType("hdl-64e")
                .setCapturedAt(Instant.parse("2026-03-01T12:00:00.123456Z"))
                .setSequence(17)
                .setPosition(new Position(48.1, 11.5))
                .setPayload(payload)
                .build();
    }

    /** All collections are empty and all that may be null is null. */
    static FrameScore emptyScore() {
        return FrameScore.newBuilder()
                .setFrameId("f")
                .setVehicleId("v")
                .setSensorId("s")
                .setSensorType("t")
                .setCapturedAt(Instant.EPOCH)
                .setEventTime(Instant.EPOCH)
                .setSequence(0)
                .setPayloadHash(new PayloadHash(new byte[16]))
                .setOrigin(new KafkaOrigin("topic", 0, 0L))
                .setModelDigest("d")
                .setEloss(1)
                .build();
    }
}
