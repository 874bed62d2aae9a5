package org.fogbell.models.perception;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.Frame;

/** Calibrates a bundle: runs it over clean frames of one sensor type. */
public final class CleanFrames {
    private CleanFrames() {}

    /** The calibration of {@code bundle} on frames of one sensor type, in any order, at least one. */
    public static Calibration calibrate(ModelBundle bundle, List<? extends Frame> frames) throws IOException {
        List<Perception> clean = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            for (Frame frame : frames) {
                clean.addAll(model.perceive(List.of(frame)));
            }
        }
        return Calibration.of(clean);
    }
}
