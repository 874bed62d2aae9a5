package org.fogbell.topology;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.SensorFrame;

/**
 * A frame whose record could be read. Its payload is still encoded, and still unchecked; in checkpoints it is left out, as
 * it stands in Kafka.
 *
 * @param eventTimeMicros the capture time, or the record's timestamp where the vehicle's clock is wrong
 * @param clockClamped whether the record's timestamp had to stand in
 * @param leftOutBytes size of the payload where it was left out and is to be read again at {@code origin}; else 0
 */
@TypeInfo(ReceivedFrameType.Factory.class)
public record ReceivedFrame(
        SensorFrame frame,
        KafkaOrigin origin,
        long recordTimestampMicros,
        long eventTimeMicros,
        boolean clockClamped,
        int leftOutBytes) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** A frame with its payload. */
    ReceivedFrame(
            SensorFrame frame,
            KafkaOrigin origin,
            long recordTimestampMicros,
            long eventTimeMicros,
            boolean clockClamped) {
        this(frame, origin, recordTimestampMicros, eventTimeMicros, clockClamped, 0);
    }

    boolean isPayloadLeftOut() {
        return leftOutBytes > 0;
    }

    /** The same frame, small: of a payload inside the record, only what it claims is kept. */
    ReceivedFrame withoutPayload() {
        if (isPayloadLeftOut() || frame.getPayload() instanceof PayloadReference) {
            return this;
        }
        int bytes = Payloads.bytes(frame).remaining();
        Object claim = frame.getPayload() instanceof PointCloudPayload points
                ? new PointCloudPayload(points.getEncoding(), points.getPointCount(), NOTHING)
                : claim((ImagePayload) frame.getPayload());
        return with(claim, bytes);
    }

    /** The same frame with the payload that was left out. */
    ReceivedFrame withPayload(Object payload) {
        return with(payload, 0);
    }

    private static ImagePayload claim(ImagePayload image) {
        return new ImagePayload(image.getEncoding(), image.getWidth(), image.getHeight(), NOTHING);
    }

    private ReceivedFrame with(Object payload, int leftOut) {
        // Not by Avro's builder, which copies the payload that is to be replaced.
        SensorFrame other = new SensorFrame(
                frame.getFrameId(),
                frame.getVehicleId(),
                frame.getSensorId(),
                frame.getSensorType(),
                frame.getCapturedAt(),
                frame.getSequence(),
                frame.getPosition(),
                frame.getFirmware(),
                payload);
        return new ReceivedFrame(other, origin, recordTimestampMicros, eventTimeMicros, clockClamped, leftOut);
    }
}
