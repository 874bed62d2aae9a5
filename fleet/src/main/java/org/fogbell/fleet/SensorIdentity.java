package org.fogbell.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.schemas.ImageEncoding;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;
import org.jspecify.annotations.Nullable;

/** Which sensor of which vehicle, and how it writes its sweeps. */
record SensorIdentity(String vehicleId, String sensorId, String sensorType, PointEncoding encoding) {
    private static final PointCloudCodec CODEC = new PointCloudCodec(PointCloudCodec.DEFAULT_MAX_POINTS);

    /** The record that the vehicle publishes for what its sensor saw. */
    SensorFrame frame(String name, long sequence, Instant capturedAt, @Nullable Position position, Object payload) {
        return SensorFrame.newBuilder()
                .setFrameId(name)
                .setVehicleId(vehicleId)
                .setSensorId(sensorId)
                .setSensorType(sensorType)
                .setCapturedAt(capturedAt.truncatedTo(ChronoUnit.MICROS))
                .setSequence(sequence)
                .setPosition(position)
                .setPayload(payload)
                .build();
    }

    Object payload(Frame frame) throws IOException {
        if (frame instanceof PointCloud sweep) {
            return CODEC.encode(sweep.xyzi(), encoding);
        }
        CameraImage image = (CameraImage) frame;
        return image(ImageCodec.encodePng(image), image.width(), image.height());
    }

    /** An image's file as it is; JPEG starts with FF D8. */
    static ImagePayload image(byte[] file, int width, int height) {
        boolean jpeg = file.length > 1 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8;
        return new ImagePayload(jpeg ? ImageEncoding.JPEG : ImageEncoding.PNG, width, height, ByteBuffer.wrap(file));
    }
}
