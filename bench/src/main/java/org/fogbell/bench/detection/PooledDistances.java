package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.models.perception.PooledBaseline;
import org.jspecify.annotations.Nullable;

/**
 * Gives frames the feature {@link FrameFeatures#POOLED}, as the job would have it had its bundle been calibrated on the scenes that are
 * not tested on. Frames of a bundle that pools nothing, or too few of them, stay as they are.
 */
final class PooledDistances {
    private final @Nullable PooledBaseline usual;
    private final Map<String, Double> heldOut = new HashMap<>();

    private PooledDistances(@Nullable PooledBaseline usual) {
        this.usual = usual;
    }

    /** @param calibration clean frames, scene by scene */
    static PooledDistances of(List<SeenFrame> calibration) {
        List<List<Double>> channels =
                calibration.stream().map(SeenFrame::pooled).toList();
        if (!PooledBaseline.canBeOf(channels)) {
            return new PooledDistances(null);
        }
        PooledDistances distances = new PooledDistances(PooledBaseline.of(channels));
        double[] heldOut = PooledBaseline.heldOut(channels);
        for (int i = 0; i < heldOut.length; i++) {
            distances.heldOut.put(calibration.get(i).place(), heldOut[i]);
        }
        return distances;
    }

    /** Of the scenes: those that calibrate have the distance that a calibration gives them. */
    List<SeenFrame> ofScenes(List<SeenFrame> seen) {
        List<SeenFrame> frames = new ArrayList<>();
        seen.forEach(frame -> frames.add(with(frame, heldOut.get(frame.place()))));
        return frames;
    }

    /** Of a drive of its own. */
    List<SeenFrame> ofDrive(List<SeenFrame> drive) {
        return drive.stream().map(frame -> with(frame, null)).toList();
    }

    private SeenFrame with(SeenFrame frame, @Nullable Double known) {
        return usual == null
                ? frame
                : frame.with(
                        FrameFeatures.POOLED,
                        FrameFeatures.pooled(known == null ? usual.distance(frame.pooled()) : known));
    }
}
