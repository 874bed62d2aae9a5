package org.fogbell.topology;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One frame on its way through the workers. It ends once, whoever comes first: a worker, the time-out, or the closing. */
final class PerceptionTask {
    private final ReceivedFrame frame;
    private final CompletableFuture<FrameOutcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable ScoringException suspicion;
    private @Nullable FutureTask<Void> work;

    PerceptionTask(ReceivedFrame frame) {
        this.frame = frame;
    }

    ReceivedFrame frame() {
        return frame;
    }

    /** Fails only where the fault is not the frame's; is cancelled where the workers were closed. */
    CompletableFuture<FrameOutcome> outcome() {
        return outcome;
    }

    /** True for one caller only: that one has to complete the outcome. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    boolean isEnded() {
        return ended.get();
    }

    /** Why the frame failed, if it did. */
    @Nullable
    ScoringException suspicion() {
        return suspicion;
    }

    void suspect(ScoringException why) {
        suspicion = why;
    }

    /** Puts the frame at the end of the queue, unless it has ended. */
    synchronized void enqueue(ThreadPoolExecutor threads, Runnable scoring) {
        if (!isEnded()) {
            work = new FutureTask<>(scoring, null);
            threads.execute(work);
        }
    }

    /** Takes the frame out of the queue; at work, interrupts what can be interrupted. */
    synchronized void cancelWork(ThreadPoolExecutor threads) {
        if (work != null) {
            work.cancel(true);
            threads.remove(work);
        }
    }
}
