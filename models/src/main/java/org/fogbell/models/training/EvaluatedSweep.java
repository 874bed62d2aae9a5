package org.fogbell.models.training;

import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.perception.DetectedObject;

/**
 * One sweep's labels and what a detector found in it, in any order.
 *
 * @param labels all that the label file has, DontCare and other classes included
 * @param calibration of this sweep
 */
public record EvaluatedSweep(List<ObjectLabel> labels, KittiCalibration calibration, List<DetectedObject> detections) {
    public EvaluatedSweep {
        labels = List.copyOf(labels);
        detections = List.copyOf(detections);
    }

    /** Pixels from the highest to the lowest corner as the camera sees the box, beyond the image too; infinite where a corner is behind the camera. */
    double imageHeight(Box3d box) {
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        double cos = Math.cos(box.yaw());
        double sin = Math.sin(box.yaw());
        for (int corner = 0; corner < 8; corner++) {
            double along = (corner & 1) == 0 ? box.length() / 2 : -box.length() / 2;
            double across = (corner & 2) == 0 ? box.width() / 2 : -box.width() / 2;
            double up = (corner & 4) == 0 ? box.height() / 2 : -box.height() / 2;
            double[] pixel = calibration.project(
                    box.x() + along * cos - across * sin, box.y() + along * sin + across * cos, box.z() + up);
            if (!(pixel[2] > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            top = Math.min(top, pixel[1]);
            bottom = Math.max(bottom, pixel[1]);
        }
        return bottom - top;
    }
}
