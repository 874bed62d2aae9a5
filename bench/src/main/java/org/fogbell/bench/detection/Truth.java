package org.fogbell.bench.detection;

import java.util.List;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.training.EvaluatedSweep;

/** What is really there in a clean frame, as far as its camera sees: nothing else is labelled. */
record Truth(List<ObjectLabel> labels, KittiCalibration calibration) {
    private static final double FAR_METRES = 1e6;

    Truth {
        labels = List.copyOf(labels);
    }

    /** Beside what a detector found; what it found beside the camera's view is left out. */
    EvaluatedSweep beside(List<DetectedObject> detections) {
        double[] far = calibration.toLidar(0, 0, FAR_METRES);
        double width = 2 * calibration.project(far[0], far[1], far[2])[0];
        return new EvaluatedSweep(
                labels,
                calibration,
                detections.stream()
                        .filter(object -> {
                            double[] pixel = calibration.project(
                                    object.box().x(),
                                    object.box().y(),
                                    object.box().z());
                            return pixel[2] > 0 && pixel[0] >= 0 && pixel[0] < width;
                        })
                        .toList());
    }
}
