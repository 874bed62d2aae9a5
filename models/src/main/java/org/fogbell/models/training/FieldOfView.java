package org.fogbell.models.training;

import java.util.Arrays;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.PointCloud;

/**
 * The part of a sweep that the camera sees. KITTI labels nothing else, so detectors are trained and judged on that part.
 * The image's size follows from the optical axis, which stands in the middle of its width and at 0.46 of its height.
 */
final class FieldOfView {
    private static final double AXIS_HEIGHT = 0.46;
    private static final double FAR_METRES = 1e6;

    private final KittiCalibration calibration;
    private final double width;
    private final double height;

    FieldOfView(KittiCalibration calibration) {
        this.calibration = calibration;
        double[] far = calibration.toLidar(0, 0, FAR_METRES);
        double[] axis = calibration.project(far[0], far[1], far[2]);
        this.width = 2 * axis[0];
        this.height = axis[1] / AXIS_HEIGHT;
    }

    /** The points that the camera sees, in their order. The points are finite. */
    PointCloud crop(PointCloud points) {
        float[] all = points.xyzi();
        float[] seen = new float[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i += PointCloud.STRIDE) {
            double[] pixel = calibration.project(all[i], all[i + 1], all[i + 2]);
            if (pixel[2] > 0 && pixel[0] >= 0 && pixel[0] < width && pixel[1] >= 0 && pixel[1] < height) {
                System.arraycopy(all, i, seen, size, PointCloud.STRIDE);
                size += PointCloud.STRIDE;
            }
        }
        return new PointCloud(Arrays.copyOf(seen, size));
    }
}
