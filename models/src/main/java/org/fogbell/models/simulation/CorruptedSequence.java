package org.fogbell.models.simulation;

import java.util.Optional;
import java.util.function.Supplier;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.jspecify.annotations.Nullable;

/**
 * One sensor's frames from the onset of a corruption to its end. What lasts (which rings are dead, which frame is frozen)
 * is decided at the onset; what flickers (drops, noise) is drawn anew for each frame. Not safe for use by several threads;
 * remembers at most one frame.
 */
public final class CorruptedSequence {
    private final Corruption corruption;
    private final long seed;
    private long index;
    private @Nullable Frame lastArrived;

    CorruptedSequence(Corruption corruption, long seed) {
        this.corruption = corruption;
        this.seed = seed;
    }

    /**
     * What arrives in place of the sweep that was captured next: empty where it is lost, the same object as before where
     * the sensor is frozen, the clean object itself where the corruption leaves sweeps alone.
     */
    public Optional<PointCloud> next(PointCloud clean) {
        Seeds seeds = Seeds.of(seed, index);
        return arrival(seeds, PointCloud.class, () -> corruption.kind().corrupt(clean, corruption.severity(), seeds));
    }

    /**
     * What arrives in place of the image that was captured next.
     *
     * @param depthMetres distance along the optical axis of each pixel, or null for a guess: a level road
     * @throws IllegalArgumentException if there are not as many depths as pixels
     */
    public Optional<CameraImage> next(CameraImage clean, float @Nullable [] depthMetres) {
        Seeds seeds = Seeds.of(seed, index);
        return arrival(seeds, CameraImage.class, () -> corruption
                .kind()
                .corrupt(clean, depthMetres, corruption.severity(), seeds));
    }

    private <F extends Frame> Optional<F> arrival(Seeds seeds, Class<F> type, Supplier<F> captured) {
        long arriving = corruption.kind().arrivingAt(index, corruption.severity(), seeds);
        index++;
        if (arriving == FrameOrder.LOST) {
            return Optional.empty();
        }
        if (arriving < index - 1 && lastArrived != null) {
            return Optional.of(type.cast(lastArrived));
        }
        F frame = captured.get();
        lastArrived = frame;
        return Optional.of(frame);
    }
}
