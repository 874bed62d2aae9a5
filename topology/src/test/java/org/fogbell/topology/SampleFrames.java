package org.fogbell.topology;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.SampleScores;

/** Frames of an imaginary vehicle, as they come from Kafka and as the job hands them on. */
final class SampleFrames {
    static final KafkaOrigin ORIGIN = new KafkaOrigin("fogbell.frames", 3, 4_711L);

    private SampleFrames() {}

    static SensorFrame.Builder frame(Object payload) {
        return SensorFrame.newBuilder()
                .setFrameId("sweep-7")
                .setVehicleId("car-1")
                .setSensorId("lidar-top")
                .setSensorType("hdl-64e")
                .setCapturedAt(SampleScores.START)
                .setSequence(7)
                .setPosition(new Position(48.78, 9.18))
                .setPayload(payload);
    }

    static SensorFrame sweep() {
        return frame(payload(xyzi(20))).build();
    }

    /** So many points, all different. */
    static float[] xyzi(int points) {
        float[] xyzi = new float[points * 4];
        IntStream.range(0, xyzi.length).forEach(i -> xyzi[i] = i % 4 == 3 ? 0.5F : i * 0.25F);
        return xyzi;
    }

    static PointCloudPayload payload(float[] xyzi) {
        return new PointCloudCodec(1_000_000).encode(xyzi, PointEncoding.FLOAT32_XYZI);
    }

    static CameraImage image(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        IntStream.range(0, rgb.length).forEach(i -> rgb[i] = (byte) (i * 37));
        return new CameraImage(width, height, rgb);
    }

    /** The record that holds the frame, written when it was captured. */
    static RawFrame raw(SensorFrame frame) {
        return raw(AvroWire.of(SensorFrame.class).encode(frame));
    }

    static RawFrame raw(byte[] value) {
        return new RawFrame(
                ORIGIN.getTopic(),
                ORIGIN.getPartition(),
                ORIGIN.getOffset(),
                Micros.of(SampleScores.START),
                new byte[] {1, 2},
                value);
    }

    static ReceivedFrame received(SensorFrame frame) {
        long captured = Micros.of(frame.getCapturedAt());
        return new ReceivedFrame(frame, ORIGIN, captured + 30_000, captured, false);
    }

    /** Stands in for Kafka: knows that frame n, called "frame n", had n points. */
    static ReceivedFrame recalled(ReceivedFrame small) {
        String name = small.frame().getFrameId();
        return small.isPayloadLeftOut()
                ? small.withPayload(payload(xyzi(Integer.parseInt(name.substring("frame ".length())))))
                : small;
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
