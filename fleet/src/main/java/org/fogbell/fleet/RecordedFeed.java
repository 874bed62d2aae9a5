package org.fogbell.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.Recording;
import org.fogbell.schemas.SensorFrame;

/** A recording as one sensor's feed, under whatever was injected. */
final class RecordedFeed implements SensorFeed {
    private final Recording recording;
    private final PlaybackOrder order;
    private final SensorIdentity identity;
    private final InjectedSensor injected;

    RecordedFeed(Recording recording, PlaybackOrder order, SensorIdentity identity, InjectedSensor injected) {
        this.recording = recording;
        this.order = order;
        this.identity = identity;
        this.injected = injected;
    }

    @Override
    public long steps() {
        return order.steps();
    }

    @Override
    public Optional<SensorFrame> frame(long step, Instant capturedAt, Duration streamTime) throws IOException {
        int index = order.frameAt(step);
        Frame captured = recording.read(index);
        Optional<Frame> sent = injected.next(captured, streamTime);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Object payload = sent.get() == captured && captured instanceof CameraImage image
                ? SensorIdentity.image(recording.bytes(index), image.width(), image.height())
                : identity.payload(sent.get());
        Instant stamped = capturedAt.plus(injected.clockOffset(streamTime));
        return Optional.of(identity.frame(recording.name(index) + "#" + step, step, stamped, null, payload));
    }
}
