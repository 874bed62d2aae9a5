package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.fogbell.models.frame.PointCloud;

/** A sweep in the making: points are added in order, up to a number known beforehand. */
final class PointList {
    private final float[] xyzi;
    private int length;

    PointList(int capacityPoints) {
        this.xyzi = new float[capacityPoints * PointCloud.STRIDE];
    }

    void add(float x, float y, float z, float intensity) {
        xyzi[length++] = x;
        xyzi[length++] = y;
        xyzi[length++] = z;
        xyzi[length++] = intensity;
    }

    void add(PointCloud from, int point) {
        System.arraycopy(from.xyzi(), point * PointCloud.STRIDE, xyzi, length, PointCloud.STRIDE);
        length += PointCloud.STRIDE;
    }

    /** Adds the point moved along its beam to {@code scale} times its range. */
    void addScaled(PointCloud from, int point, double scale, double intensity) {
        add((float) (from.x(point) * scale), (float) (from.y(point) * scale), (float) (from.z(point) * scale), (float)
                intensity);
    }

    PointCloud toCloud() {
        return new PointCloud(length == xyzi.length ? xyzi : Arrays.copyOf(xyzi, length));
    }

    /** The points of a sweep for which the test holds, in order. */
    static PointCloud keep(PointCloud from, IntPredicate kept) {
        PointList points = new PointList(from.size());
        for (int point = 0; point < from.size(); point++) {
            if (kept.test(point)) {
                points.add(from, point);
            }
        }
        return points.toCloud();
    }
}
