package org.fogbell.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.CorruptedSequence;
import org.jspecify.annotations.Nullable;

/**
 * One sensor under the injections that were asked for: each begins anew at its span's first frame, and where spans
 * overlap, the later one on the list works on what the earlier one left. Frames come in the order of capture. One thread.
 */
final class InjectedSensor {
    private final List<Injection> injections;
    private final @Nullable CorruptedSequence[] underWay;
    private final long seed;

    /** An {@link IllegalArgumentException} names an injection that would leave this format's frames as they are. */
    InjectedSensor(List<Injection> injections, Recording.Format format, long seed) {
        boolean camera = format == Recording.Format.IMAGE;
        for (Injection injection : injections) {
            if (camera
                    ? !injection.corruption().kind().onImages()
                    : !injection.corruption().kind().onSweeps()) {
                throw new IllegalArgumentException("--inject: expected a kind that concerns "
                        + (camera ? "cameras" : "LiDARs") + ", got " + injection);
            }
        }
        this.injections = List.copyOf(injections);
        this.underWay = new @Nullable CorruptedSequence[injections.size()];
        this.seed = seed;
    }

    /**
     * What the sensor sends in place of the frame: empty where it sends nothing, the very same object where the frame
     * stays as it is.
     */
    Optional<Frame> next(Frame captured, Duration streamTime) {
        Optional<Frame> sent = Optional.of(captured);
        for (int i = 0; i < underWay.length; i++) {
            Injection injection = injections.get(i);
            if (!injection.covers(streamTime)) {
                underWay[i] = null;
                continue;
            }
            CorruptedSequence sequence = underWay[i];
            if (sequence == null) {
                sequence = injection.corruption().begin(seed + i);
                underWay[i] = sequence;
            }
            if (sent.isPresent()) {
                sent = corrupted(sent.get(), sequence);
            }
        }
        return sent;
    }

    /** How far the sensor's clock is ahead at a stream time. */
    Duration clockOffset(Duration streamTime) {
        return injections.stream()
                .filter(injection -> injection.covers(streamTime))
                .map(injection -> injection.corruption().clockOffset())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Optional<Frame> corrupted(Frame frame, CorruptedSequence sequence) {
        return frame instanceof PointCloud sweep
                ? sequence.next(sweep).map(sent -> sent)
                : sequence.next((CameraImage) frame, null).map(sent -> sent);
    }
}
