package org.fogbell.models.frame;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Points that are read from text one by one: grows with what is really there. */
final class PointText {
    private static final float BYTE_SCALE = 255;

    private float[] xyzi = new float[1 << 12];
    private int length;

    void add(float x, float y, float z, float intensity) {
        if (length == xyzi.length) {
            xyzi = Arrays.copyOf(xyzi, 2 * length);
        }
        xyzi[length] = x;
        xyzi[length + 1] = y;
        xyzi[length + 2] = z;
        xyzi[length + 3] = intensity;
        length += PointCloud.STRIDE;
    }

    int points() {
        return length / PointCloud.STRIDE;
    }

    PointCloud toCloud() {
        return new PointCloud(withUnitIntensity(Arrays.copyOf(xyzi, length)));
    }

    /** Neither CSV nor PCD says what full intensity is: where any is above 1, all are taken to be 0..255. */
    static float[] withUnitIntensity(float[] xyzi) {
        boolean bytes = false;
        for (int i = 3; i < xyzi.length; i += PointCloud.STRIDE) {
            bytes |= xyzi[i] > 1 && xyzi[i] != Float.POSITIVE_INFINITY;
        }
        for (int i = 3; bytes && i < xyzi.length; i += PointCloud.STRIDE) {
            xyzi[i] /= BYTE_SCALE;
        }
        return xyzi;
    }

    /** The number, or null where the text is none. C's spellings of NaN and infinity are numbers too. */
    static @Nullable Float number(String text) {
        try {
            return Float.valueOf(text);
        } catch (NumberFormatException e) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "nan", "-nan", "+nan" -> Float.NaN;
                case "inf", "+inf", "infinity" -> Float.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Float.NEGATIVE_INFINITY;
                default -> null;
            };
        }
    }
}
