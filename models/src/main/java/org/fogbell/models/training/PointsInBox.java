package org.fogbell.models.training;

import java.util.Arrays;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.RotatedBoxes;

/** Which points of a sweep lie in a box, its surface included. */
final class PointsInBox {
    private PointsInBox() {}

    static boolean any(PointCloud points, Box3d box) {
        for (int point = 0; point < points.size(); point++) {
            if (RotatedBoxes.contains(box, points.x(point), points.y(point), points.z(point))) {
                return true;
            }
        }
        return false;
    }

    /** Those in the box, or all others, in their order. */
    static PointCloud select(PointCloud points, Box3d box, boolean inside) {
        float[] kept = new float[points.xyzi().length];
        int size = 0;
        for (int point = 0; point < points.size(); point++) {
            if (RotatedBoxes.contains(box, points.x(point), points.y(point), points.z(point)) == inside) {
                System.arraycopy(points.xyzi(), point * PointCloud.STRIDE, kept, size, PointCloud.STRIDE);
                size += PointCloud.STRIDE;
            }
        }
        return new PointCloud(Arrays.copyOf(kept, size));
    }
}
