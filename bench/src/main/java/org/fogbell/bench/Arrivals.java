package org.fogbell.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fogbell.fleet.LocalJob;

/**
 * When each frame of a run came to the end of a graph in this process, whatever thread brought it. One run at a time in a
 * process, since Flink makes its own copies of the functions that tell.
 */
final class Arrivals {
    private static final AtomicReference<Arrivals> CURRENT = new AtomicReference<>(new Arrivals(0));
    private static final Duration POLL = Duration.ofMillis(5);

    private final long[] nanos;
    private final AtomicInteger came = new AtomicInteger();

    private Arrivals(int frames) {
        this.nanos = new long[frames];
    }

    /** Forgets the run before. */
    static Arrivals ofNextRun(int frames) {
        Arrivals arrivals = new Arrivals(frames);
        CURRENT.set(arrivals);
        return arrivals;
    }

    /** The frame of that number is there, now. One that came before, and more than were asked for, do not count. */
    static void note(int frame) {
        Arrivals arrivals = Objects.requireNonNull(CURRENT.get());
        synchronized (arrivals) {
            if (frame < arrivals.nanos.length && arrivals.nanos[frame] == 0) {
                arrivals.nanos[frame] = System.nanoTime();
                arrivals.came.incrementAndGet();
            }
        }
    }

    int came() {
        return came.get();
    }

    /** Waits until so many frames have come. */
    void await(int frames, LocalJob job, Duration patience) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (came() < frames) {
            job.requireRunning();
            Thread.sleep(POLL.toMillis());
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "expected " + frames + " frames within " + patience.toSeconds() + " s, got " + came());
            }
        }
    }

    /** By frame, {@link System#nanoTime}; of those that have come. */
    synchronized long[] nanos() {
        return Arrays.copyOf(nanos, nanos.length);
    }
}
