package org.fogbell.models.frame;

/**
 * One LiDAR sweep: {@code size()} points, stored as x, y, z, intensity in turn.
 *
 * <p>Metres in the sensor's coordinates (x forward, y left, z up); intensity is 0..1. Values may be NaN or infinite when
 * a sensor sent them; consumers drop and count such points. The array belongs to the cloud: it is neither copied here
 * nor changed by anyone afterwards.
 */
public record PointCloud(float[] xyzi) implements Frame {
    /** Floats of one point. */
    public static final int STRIDE = 4;

    public static final PointCloud EMPTY = new PointCloud(new float[0]);

    public PointCloud {
        if (xyzi.length % STRIDE != 0) {
            throw new IllegalArgumentException("a point is 4 floats (x, y, z, intensity), got " + xyzi.length
                    + " floats, which is no multiple of 4");
        }
    }

    public int size() {
        return xyzi.length / STRIDE;
    }

    public float x(int point) {
        return xyzi[point * STRIDE];
    }

    public float y(int point) {
        return xyzi[point * STRIDE + 1];
    }

    public float z(int point) {
        return xyzi[point * STRIDE + 2];
    }

    public float intensity(int point) {
        return xyzi[point * STRIDE + 3];
    }
}
