package org.fogbell.schemas;

import static org.fogbell.schemas.PointCloudCodec.FIELDS;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The layout {@code QUANTISED_16_ZSTD}, little-endian: for each of x, y, z and intensity a float32 origin and a float32
 * step (32 bytes), then one zstd frame that states its size and holds, field by field, a plane of low bytes and a plane of
 * high bytes of one unsigned 16-bit number a point.
 *
 * <p>That number is the zigzag form (0, -1, 1, -2 are 0, 1, 2, 3) of the difference, modulo 65536, between the point's
 * code and the code before it; before the first stands 0. Neighbours in a sweep lie close together, so that high bytes are
 * mostly 0. A value is {@code origin + code * step}; code 65535 is a value that is not finite. Origin is the least finite
 * value of the field and step the 65534th part of its range, so that a value is off by half a step, and by its own
 * rounding to float32.
 */
final class QuantisedPoints {
    private static final int SCALES_BYTES = 2 * FIELDS * Float.BYTES;
    private static final int PLANES_POINT_BYTES = FIELDS * Short.BYTES;
    private static final int ZSTD_HEADER_BYTES = 18;
    private static final int LARGEST_CODE = 65_534;
    private static final int NOT_FINITE = 65_535;
    // Higher levels cost much time and save little; docs/wire-format.md compares them.
    private static final int ZSTD_LEVEL = 1;

    private QuantisedPoints() {}

    static ByteBuffer pack(float[] xyzi) {
        byte[] planes = new byte[xyzi.length * Short.BYTES];
        ByteBuffer scales = ByteBuffer.allocate(SCALES_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int field = 0; field < FIELDS; field++) {
            float least = Float.POSITIVE_INFINITY;
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = field; i < xyzi.length; i += FIELDS) {
                if (Float.isFinite(xyzi[i])) {
                    least = Math.min(least, xyzi[i]);
                    largest = Math.max(largest, xyzi[i]);
                }
            }
            float origin = least <= largest ? least : 0;
            float step = least < largest ? (float) (((double) largest - least) / LARGEST_CODE) : 1;
            scales.putFloat(origin).putFloat(step);
            pack(xyzi, field, origin, step, planes);
        }
        byte[] compressed = Zstd.compress(planes, ZSTD_LEVEL);
        ByteBuffer data = ByteBuffer.allocate(SCALES_BYTES + compressed.length);
        return data.put(scales.flip()).put(compressed).flip();
    }

    private static void pack(float[] xyzi, int field, float origin, float step, byte[] planes) {
        int points = xyzi.length / FIELDS;
        int low = field * points * Short.BYTES;
        int before = 0;
        for (int point = 0; point < points; point++) {
            float value = xyzi[point * FIELDS + field];
            int code = Float.isFinite(value)
                    ? (int) Math.min(LARGEST_CODE, Math.round(((double) value - origin) / step))
                    : NOT_FINITE;
            short difference = (short) (code - before);
            int zigzag = (difference << 1) ^ (difference >> 15);
            planes[low + point] = (byte) zigzag;
            planes[low + points + point] = (byte) (zigzag >> 8);
            before = code;
        }
    }

    static float[] unpack(ByteBuffer data, int points) throws MalformedRecordException {
        byte[] planes = planes(data, (long) points * PLANES_POINT_BYTES);
        ByteBuffer scales = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] xyzi = new float[points * FIELDS];
        for (int field = 0; field < FIELDS; field++) {
            float origin = scales.getFloat();
            float step = scales.getFloat();
            if (!Float.isFinite(origin) || !Float.isFinite(step) || step < 0) {
                throw new MalformedRecordException("expected a finite origin and step for field " + field
                        + " of a point, got " + origin + " and " + step);
            }
            unpack(planes, field, origin, step, xyzi);
        }
        return xyzi;
    }

    private static void unpack(byte[] planes, int field, double origin, double step, float[] xyzi) {
        int points = xyzi.length / FIELDS;
        int low = field * points * Short.BYTES;
        int code = 0;
        for (int point = 0; point < points; point++) {
            int zigzag = (planes[low + point] & 0xff) | (planes[low + points + point] & 0xff) << 8;
            int difference = (zigzag >>> 1) ^ -(zigzag & 1);
            code = (code + difference) & 0xffff;
            xyzi[point * FIELDS + field] = code == NOT_FINITE ? Float.NaN : (float) (origin + code * step);
        }
    }

    private static byte[] planes(ByteBuffer data, long expected) throws MalformedRecordException {
        long claimed = contentSize(data);
        if (claimed != expected) {
            throw new MalformedRecordException("expected " + SCALES_BYTES + " bytes of scales and a zstd frame of "
                    + expected + " bytes, got " + data.remaining() + " bytes"
                    + (claimed < 0 ? " without such a frame" : ", whose frame claims " + claimed));
        }
        byte[] compressed = new byte[data.remaining() - SCALES_BYTES];
        data.duplicate().position(data.position() + SCALES_BYTES).get(compressed);
        byte[] planes = new byte[(int) expected];
        try {
            Zstd.decompress(planes, compressed);
        } catch (ZstdException e) {
            throw new MalformedRecordException(
                    "expected a zstd frame of " + expected + " bytes, got a damaged one (" + e.getMessage() + ")", e);
        }
        return planes;
    }

    /** The points that the zstd frame claims to hold; 0 where it claims nothing. */
    static long count(ByteBuffer data) {
        return Math.max(0, contentSize(data)) / PLANES_POINT_BYTES;
    }

    /** What the zstd frame claims to hold, in bytes; negative where there is no frame or no claim. */
    private static long contentSize(ByteBuffer data) {
        if (data.remaining() <= SCALES_BYTES) {
            return -1;
        }
        byte[] header = new byte[Math.min(data.remaining() - SCALES_BYTES, ZSTD_HEADER_BYTES)];
        data.duplicate().position(data.position() + SCALES_BYTES).get(header);
        return Zstd.getFrameContentSize(header);
    }
}
