package org.fogbell.topology;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.schemas.ImagePayload;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PayloadContent;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.PointCloudCodec;
import org.fogbell.schemas.PointCloudPayload;
import org.fogbell.schemas.PointEncoding;
import org.fogbell.schemas.SensorFrame;

/** Turns what a frame carries, or refers to, into points or pixels. What a payload claims is checked before it is believed. */
final class Payloads {
    private final PointCloudCodec codec;
    private final PayloadStore store;

    Payloads(PerceptionParameters config) {
        this.codec = new PointCloudCodec(config.maxPoints());
        this.store = new PayloadStore(config.payloadRoot());
    }

    /** The encoded bytes that a frame carries; of a reference, its URI. */
    static ByteBuffer bytes(SensorFrame frame) {
        Object payload = frame.getPayload();
        if (payload instanceof PointCloudPayload points) {
            return points.getData();
        }
        if (payload instanceof ImagePayload image) {
            return image.getData();
        }
        return ByteBuffer.wrap(((PayloadReference) payload).getUri().getBytes(StandardCharsets.UTF_8));
    }

    /** About how much memory the frame will take when it is decoded, by what it claims. */
    static long decodedBytes(ReceivedFrame received) {
        return decodedBytes(received.frame(), received.leftOutBytes());
    }

    /** The same of a frame that has its payload. */
    static long decodedBytes(SensorFrame frame) {
        return decodedBytes(frame, 0);
    }

    private static long decodedBytes(SensorFrame frame, int leftOutBytes) {
        Object payload = frame.getPayload();
        if (payload instanceof PointCloudPayload points) {
            return points.getEncoding() == PointEncoding.FLOAT32_XYZI
                    ? Math.max(leftOutBytes, points.getData().remaining())
                    : PointCloudCodec.POINT_BYTES * (long) points.getPointCount();
        }
        if (payload instanceof ImagePayload image) {
            return 3L * image.getWidth() * image.getHeight();
        }
        // What is compressed was seen to shrink to a third or more; its true size is not known before it is fetched.
        return 4 * ((PayloadReference) payload).getSizeBytes();
    }

    /** What the sensor saw. {@code bytes} are the payload's own, fetched where the frame only refers to them. */
    record Decoded(Frame frame, ByteBuffer bytes) {}

    Decoded decode(SensorFrame frame) throws MalformedRecordException, IOException {
        Object payload = frame.getPayload();
        if (payload instanceof PointCloudPayload points) {
            return new Decoded(new PointCloud(codec.decode(points)), points.getData());
        }
        if (payload instanceof ImagePayload image) {
            CameraImage pixels = pixels(image.getData());
            if (pixels.width() != image.getWidth() || pixels.height() != image.getHeight()) {
                throw new MalformedRecordException("the image claims " + image.getWidth() + " x " + image.getHeight()
                        + " pixels, but has " + pixels.width() + " x " + pixels.height());
            }
            return new Decoded(pixels, image.getData());
        }
        PayloadReference reference = (PayloadReference) payload;
        ByteBuffer fetched = store.fetch(reference);
        return new Decoded(referenced(reference.getContent(), fetched), fetched);
    }

    private Frame referenced(PayloadContent content, ByteBuffer bytes) throws MalformedRecordException {
        return switch (content) {
            case POINT_CLOUD_FLOAT32 -> new PointCloud(codec.decode(PointEncoding.FLOAT32_XYZI, bytes));
            case POINT_CLOUD_QUANTISED_16_ZSTD -> new PointCloud(codec.decode(PointEncoding.QUANTISED_16_ZSTD, bytes));
            case JPEG, PNG -> pixels(bytes);
            case UNKNOWN ->
                throw new MalformedRecordException("expected a known content of the referenced payload, got UNKNOWN");
        };
    }

    private static CameraImage pixels(ByteBuffer encoded) throws MalformedRecordException {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        try {
            return ImageCodec.decode(bytes, "payload");
        } catch (IOException e) {
            throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
        }
    }
}
