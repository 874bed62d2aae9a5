package org.fogbell.models.training;

import java.util.List;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.DetectedObject;

/**
 * One sweep of a {@link SweepDataset}, for training and for evaluation.
 *
 * @param name folder and number, for messages
 * @param whole all points that are finite, as a sensor sends them: {@code training} has those in the camera's view
 * @param labels all that the label file has, in its order
 * @param droppedPoints points that were left out because a value was not finite
 */
public record LabelledSweep(
        String name,
        PointCloud whole,
        TrainingSweep training,
        List<ObjectLabel> labels,
        KittiCalibration calibration,
        int droppedPoints) {
    public LabelledSweep {
        labels = List.copyOf(labels);
    }

    /** The labels beside what a detector found in the sweep. */
    public EvaluatedSweep evaluated(List<DetectedObject> detections) {
        return new EvaluatedSweep(labels, calibration, detections);
    }
}
