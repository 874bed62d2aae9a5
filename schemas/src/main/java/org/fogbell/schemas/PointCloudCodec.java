package org.fogbell.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Packs point clouds, as floats x, y, z, intensity in turn, and unpacks them. {@code FLOAT32_XYZI} is four little-endian
 * float32 a point, bit for bit what came in; {@code QUANTISED_16_ZSTD} is about a quarter of that and rounds, see
 * {@link QuantisedPoints}. A sweep may be empty, and its values may be NaN or infinite.
 *
 * <p>Whatever a payload claims is checked before it is allocated. Thread-safe.
 */
public final class PointCloudCodec {
    /** More points than any sweep has. */
    public static final int DEFAULT_MAX_POINTS = 4_000_000;

    static final int FIELDS = 4;

    /** Bytes of a decoded point. */
    public static final int POINT_BYTES = FIELDS * Float.BYTES;

    private final int maxPoints;

    public PointCloudCodec(int maxPoints) {
        if (maxPoints < 1 || maxPoints > Integer.MAX_VALUE / POINT_BYTES) {
            throw new IllegalArgumentException(
                    "expected 1 to " + Integer.MAX_VALUE / POINT_BYTES + " points at most, got " + maxPoints);
        }
        this.maxPoints = maxPoints;
    }

    public PointCloudPayload encode(float[] xyzi, PointEncoding encoding) {
        int points = xyzi.length / FIELDS;
        if (xyzi.length % FIELDS != 0 || points > maxPoints) {
            throw new IllegalArgumentException(
                    "expected at most " + maxPoints + " points of 4 floats, got " + xyzi.length + " floats");
        }
        ByteBuffer data =
                switch (encoding) {
                    case FLOAT32_XYZI -> floats(xyzi);
                    case QUANTISED_16_ZSTD -> QuantisedPoints.pack(xyzi);
                    case UNKNOWN -> throw new IllegalArgumentException("expected a known encoding, got UNKNOWN");
                };
        return new PointCloudPayload(encoding, points, data);
    }

    /** The points as floats x, y, z, intensity in turn; a value that is not finite may come back as NaN. */
    public float[] decode(PointCloudPayload payload) throws MalformedRecordException {
        int points = payload.getPointCount();
        if (points < 0 || points > maxPoints) {
            throw new MalformedRecordException("expected 0 to " + maxPoints + " points, got a claim of " + points);
        }
        return switch (payload.getEncoding()) {
            case FLOAT32_XYZI -> floats(payload.getData(), points);
            case QUANTISED_16_ZSTD -> QuantisedPoints.unpack(payload.getData(), points);
            case UNKNOWN -> throw new MalformedRecordException("expected a known point encoding, got UNKNOWN");
        };
    }

    /** As {@link #decode(PointCloudPayload)}, of bytes that come without a count of points. */
    public float[] decode(PointEncoding encoding, ByteBuffer data) throws MalformedRecordException {
        long points =
                switch (encoding) {
                    case FLOAT32_XYZI -> data.remaining() / POINT_BYTES;
                    case QUANTISED_16_ZSTD -> QuantisedPoints.count(data);
                    case UNKNOWN -> 0;
                };
        return decode(new PointCloudPayload(encoding, (int) Math.min(points, Integer.MAX_VALUE), data));
    }

    private static ByteBuffer floats(float[] xyzi) {
        ByteBuffer data = ByteBuffer.allocate(xyzi.length * Float.BYTES);
        data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(xyzi);
        return data;
    }

    private static float[] floats(ByteBuffer data, int points) throws MalformedRecordException {
        if (data.remaining() != (long) points * POINT_BYTES) {
            throw new MalformedRecordException("expected " + (long) points * POINT_BYTES + " bytes for " + points
                    + " points, got " + data.remaining());
        }
        float[] xyzi = new float[points * FIELDS];
        data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(xyzi);
        return xyzi;
    }
}
