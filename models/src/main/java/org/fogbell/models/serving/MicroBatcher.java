package org.fogbell.models.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the frames of many callers into batches and runs them, on one thread a model. Each frame gets its own answer, once,
 * whatever became of its neighbours: a batch that fails is run again frame by frame. Frames are handed to the model as they
 * came and are never written to. Safe for any thread.
 */
final class MicroBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatcher.class);

    private final BatchQueue<Request> queue;
    private final LongSupplier clock;
    private final List<PerceptionModel> models;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean well = true;
    private boolean closed;

    /**
     * Starts the threads; the models are closed with this batcher.
     *
     * @param clock nanoseconds, as of {@link System#nanoTime}
     */
    MicroBatcher(BatchRule rule, List<PerceptionModel> models, LongSupplier clock) {
        this.queue = new BatchQueue<>(rule);
        this.clock = clock;
        this.models = List.copyOf(models);
        for (PerceptionModel model : models) {
            // Of the thread that starts it, which is a job's, it must inherit nothing that would keep the job's
            // classes.
            Thread thread = new Thread(null, () -> run(model), "fogbell-perception-" + threads.size(), 0, false);
            thread.setContextClassLoader(MicroBatcher.class.getClassLoader());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** One frame on its way, and its answer. */
    static final class Request {
        private final Frame frame;
        private final CompletableFuture<Perception> answer = new CompletableFuture<>();

        private Request(Frame frame) {
            this.frame = frame;
        }

        /** Fails with what the model threw on this very frame; cancelled where the batcher was closed before its turn. */
        CompletableFuture<Perception> answer() {
            return answer;
        }
    }

    Request submit(Frame frame) {
        Request request = new Request(frame);
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("expected an open engine, got a frame after it was closed");
            }
            queue.add(request, bytes(frame), clock.getAsLong());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return request;
    }

    /** Takes back a frame that waits. One that is in a batch stays in it, for nobody. */
    void withdraw(Request request) {
        if (request.answer.isDone()) {
            return;
        }
        lock.lock();
        try {
            queue.remove(request);
        } finally {
            lock.unlock();
        }
        request.answer.cancel(false);
    }

    /** Whether the last run of a model gave answers. */
    boolean isWell() {
        return well;
    }

    /** Frames in memory take so much. */
    static long bytes(Frame frame) {
        return frame instanceof PointCloud cloud
                ? (long) cloud.xyzi().length * Float.BYTES
                : ((CameraImage) frame).rgb().length;
    }

    private void run(PerceptionModel model) {
        while (true) {
            List<Request> batch = next();
            if (batch.isEmpty()) {
                return;
            }
            answer(batch, model);
        }
    }

    /** Waits for the next batch; an empty one says that there will be none. */
    private List<Request> next() {
        lock.lock();
        try {
            while (!closed) {
                long wait = queue.nanosUntilDue(clock.getAsLong());
                if (wait == 0) {
                    List<Request> batch = queue.take();
                    // What is left may be due as well, and only one thread may have heard of it.
                    changed.signal();
                    return batch;
                }
                try {
                    // Of an empty queue the time is as good as endless.
                    changed.awaitNanos(wait);
                } catch (InterruptedException e) {
                    // Nobody has a reason to interrupt these threads: closing them is a flag. So it was an accident.
                    LOG.debug("interrupted while waiting for frames", e);
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void answer(List<Request> batch, PerceptionModel model) {
        List<Perception> perceptions;
        try {
            perceptions =
                    model.perceive(batch.stream().map(request -> request.frame).toList());
            if (perceptions.size() != batch.size()) {
                throw new IllegalStateException(
                        "expected " + batch.size() + " perceptions of as many frames, got " + perceptions.size());
            }
        } catch (Throwable e) {
            well = false;
            if (batch.size() == 1 || e instanceof VirtualMachineError) {
                batch.forEach(request -> request.answer.completeExceptionally(e));
            } else {
                batch.forEach(request -> answer(List.of(request), model));
            }
            return;
        }
        well = true;
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer.complete(perceptions.get(i));
        }
    }

    /**
     * Cancels what waits, waits for the batches at work, also when interrupted, and closes the models: freeing a predictor
     * under a running forward pass would crash the process.
     */
    @Override
    public void close() {
        List<Request> waiting = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            while (queue.size() > 0) {
                waiting.addAll(queue.take());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        waiting.forEach(
                request -> request.answer.completeExceptionally(new CancellationException("the engine was closed")));
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    TimeUnit.SECONDS.timedJoin(thread, 1);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        models.forEach(PerceptionModel::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
