package org.fogbell.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.fogbell.schemas.SensorFrame;

/**
 * Carries the feeds of a fleet into Kafka, each step when it is due. {@link #run} plays on the caller's thread; the rest
 * is for any thread.
 */
final class Playback {
    private final List<SensorFeed> feeds;
    private final ReplaySchedule schedule;
    private final FramePublisher publisher;
    private final AtomicLong published = new AtomicLong();
    private volatile Instant lastCapture = Instant.EPOCH;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Playback(List<SensorFeed> feeds, ReplaySchedule schedule, FramePublisher publisher) {
        this.feeds = List.copyOf(feeds);
        this.schedule = schedule;
        this.publisher = publisher;
    }

    /** Plays until the feeds end, {@code length} of stream time is over, or {@link #stop} is called. */
    void run(Duration length) throws IOException, InterruptedException {
        long steps = feeds.stream().mapToLong(SensorFeed::steps).max().orElse(0);
        for (long step = 0; step < steps; step++) {
            Duration wait = schedule.waitBefore(step);
            if (stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                break;
            }
            Instant capturedAt = schedule.capturedAt(step);
            Duration streamTime = schedule.streamTime(capturedAt);
            if (streamTime.compareTo(length) >= 0) {
                break;
            }
            publish(step, capturedAt, streamTime);
        }
        publisher.flush();
    }

    void stop() {
        stopped.countDown();
    }

    /** Frames that were handed to the broker. */
    long published() {
        return published.get();
    }

    /** Capture time of the last step that was played. */
    Instant lastCapture() {
        return lastCapture;
    }

    private void publish(long step, Instant capturedAt, Duration streamTime) throws IOException {
        for (SensorFeed feed : feeds) {
            if (step < feed.steps()) {
                Optional<SensorFrame> frame = feed.frame(step, capturedAt, streamTime);
                if (frame.isPresent()) {
                    publisher.publish(frame.get(), capturedAt);
                    published.incrementAndGet();
                }
            }
        }
        lastCapture = capturedAt;
    }
}
