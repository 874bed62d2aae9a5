package org.fogbell.models.perception;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.Frame;

/** Calibrates a bundle: runs it over clean frames of one sensor type. */
public final class CleanFrames {
    private CleanFrames() {}

    /** Gives frames by their number, from 0. */
    public interface Source {
        Frame frame(int number) throws IOException;
    }

    /** The calibration of {@code bundle} on frames of one sensor type, in any order, at least one. */
    public static Calibration calibrate(ModelBundle bundle, List<? extends Frame> frames) throws IOException {
        return calibrate(bundle, frames.size(), frames::get, new long[0], done -> {});
    }

    /**
     * The same, with one frame at a time in memory.
     *
     * @param count of the frames, at least one
     * @param micros when each frame was, see {@link FeatureBaseline#of(List, long[])}; empty where nobody knows
     * @param progress told how many frames are done
     */
    public static Calibration calibrate(
            ModelBundle bundle, int count, Source frames, long[] micros, IntConsumer progress) throws IOException {
        List<Perception> clean = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            for (int i = 0; i < count; i++) {
                clean.addAll(model.perceive(List.of(frames.frame(i))));
                progress.accept(i + 1);
            }
        }
        return Calibration.of(clean, micros);
    }
}
