package org.fogbell.topology;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.models.serving.SharedEngine;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.KafkaOrigin;
import org.jspecify.annotations.Nullable;

/**
 * One subtask's threads, each with one frame at a time: it decodes the frame, waits while the process's {@link SharedEngine}
 * runs it with those of other subtasks, and makes its score. A frame that fails is tried again; {@link FailureRun} tells
 * whether it is to blame. Safe to submit to from any thread.
 */
final class PerceptionWorkers implements AutoCloseable {
    private final FrameScorer scorer;
    private final PerceptionParameters config;
    private final List<PerceptionModel> models;
    private final ByteBudget memory;
    private final Runnable release;
    private final Pause pause;
    private final BlockingQueue<PerceptionModel> idle;
    private final ThreadPoolExecutor threads;
    private final FailureRun<PerceptionTask> failures;

    /**
     * One thread a model; {@code release} runs when all of them are closed.
     *
     * @param memory what decoded frames may take, those of other subtasks among them
     */
    PerceptionWorkers(
            FrameScorer scorer,
            PerceptionParameters config,
            List<PerceptionModel> models,
            ByteBudget memory,
            Runnable release,
            Pause pause) {
        this.scorer = scorer;
        this.config = config;
        this.models = List.copyOf(models);
        this.memory = memory;
        this.release = release;
        this.pause = pause;
        this.idle = new LinkedBlockingQueue<>(models);
        this.failures = new FailureRun<>(config.maxConsecutiveFailures());
        this.threads = new ThreadPoolExecutor(
                models.size(),
                models.size(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.capacity()),
                task -> new Thread(task, "fogbell-perception"),
                this::refuse);
    }

    /** How a worker waits before it tries again. */
    @FunctionalInterface
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    /** Workers on a share of the process's engine of a bundle on a device, which is loaded unless it is there. */
    static PerceptionWorkers open(ModelBundle bundle, JobParameters parameters, String device) throws IOException {
        PerceptionParameters config = parameters.perception();
        FrameRecall recall = new KafkaRecall(new KafkaRecords(new KafkaTopics(parameters)::recall, config.timeout()));
        return on(
                engine(bundle, parameters, device),
                new FrameScorer(bundle.manifest(), config, recall),
                config,
                time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
    }

    /** A share of the process's engine: the same one for all stages of a job on a device. */
    static SharedEngine engine(ModelBundle bundle, JobParameters parameters, String device) throws IOException {
        int workers = parameters.perception().workers();
        return SharedEngine.open(
                bundle, parameters.serving().options(device, parameters.model().intraOpThreads(), workers));
    }

    /** Workers on an engine, whose share they give back when they are closed. */
    static PerceptionWorkers on(SharedEngine engine, FrameScorer scorer, PerceptionParameters config, Pause pause) {
        List<PerceptionModel> models = Stream.generate(engine::newModel)
                .limit(Math.min(config.capacity(), engine.callers()))
                .toList();
        return new PerceptionWorkers(scorer, config, models, engine.memory(), engine::close, pause);
    }

    /** Starts on a frame; its outcome comes later. */
    PerceptionTask submit(ReceivedFrame frame) {
        PerceptionTask task = new PerceptionTask(frame);
        failures.started(task);
        enqueue(task);
        return task;
    }

    /** Ends a frame whose time is up, unless it has ended. A forward pass that it is in goes on, for nobody. */
    void timeOut(PerceptionTask task, TimeoutException cause) {
        if (!task.end()) {
            return;
        }
        task.cancelWork(threads);
        FailureRun.Verdict<PerceptionTask> verdict = failures.timedOut(task);
        @Nullable ScoringException suspicion = task.suspicion();
        ScoringException why = suspicion == null ? new ScoringException(DeadLetterStage.PERCEPTION, cause) : suspicion;
        if (verdict.broken()) {
            task.outcome().completeExceptionally(broken(task, why));
        } else {
            task.outcome().complete(FrameOutcome.of(why.deadLetter(task.frame())));
        }
        follow(verdict);
    }

    private void enqueue(PerceptionTask task) {
        task.enqueue(threads, () -> work(task));
    }

    private void work(PerceptionTask task) {
        // There are as many predictors as threads, so one is always idle.
        PerceptionModel model = idle.remove();
        try {
            score(task, model);
        } catch (InterruptedException e) {
            // The frame has timed out, or the workers are closed: nobody waits for it any more.
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fail(task, e);
        } finally {
            idle.add(model);
        }
    }

    @SuppressWarnings("try") // the room is held, and not used
    private void score(PerceptionTask task, PerceptionModel model) throws InterruptedException {
        // A suspect comes again because the world is known to be well: one try is enough.
        boolean suspect = task.suspicion() != null;
        int attempts = suspect ? 1 : config.attempts();
        for (int attempt = 1; !task.isEnded(); attempt++) {
            try (ByteBudget.Room room = memory.reserve(Payloads.decodedBytes(task.frame()))) {
                FrameOutcome outcome = scorer.score(task.frame(), model);
                settle(task, outcome, outcome.score() == null ? failures.ended(task) : failures.succeeded(task));
                return;
            } catch (ScoringException e) {
                if (attempt < attempts) {
                    backOff();
                } else if (suspect) {
                    settle(task, FrameOutcome.of(e.deadLetter(task.frame())), failures.ended(task));
                    return;
                } else {
                    suspect(task, e);
                    return;
                }
            }
        }
    }

    private void suspect(PerceptionTask task, ScoringException why) {
        task.suspect(why);
        FailureRun.Verdict<PerceptionTask> verdict = failures.failed(task);
        if (verdict.broken()) {
            fail(task, broken(task, why));
        }
        follow(verdict);
    }

    private void settle(PerceptionTask task, FrameOutcome outcome, FailureRun.Verdict<PerceptionTask> verdict) {
        if (task.end()) {
            task.outcome().complete(outcome);
        }
        follow(verdict);
    }

    private static void fail(PerceptionTask task, Throwable cause) {
        if (task.end()) {
            task.outcome().completeExceptionally(cause);
        }
    }

    private void follow(FailureRun.Verdict<PerceptionTask> verdict) {
        verdict.retry().forEach(this::enqueue);
        for (PerceptionTask task : verdict.giveUp()) {
            if (task.end()) {
                task.outcome()
                        .complete(
                                FrameOutcome.of(requireNonNull(task.suspicion()).deadLetter(task.frame())));
            }
        }
    }

    private IllegalStateException broken(PerceptionTask last, ScoringException why) {
        KafkaOrigin origin = last.frame().origin();
        return new IllegalStateException(
                "expected the model and the object store to work, but " + failures.length()
                        + " frames in a row could not be scored (perception.max-consecutive-failures is "
                        + config.maxConsecutiveFailures() + "); the last one was " + origin.getTopic() + "-"
                        + origin.getPartition() + "@" + origin.getOffset() + ": " + why.getMessage(),
                why.getCause());
    }

    /** Waits longer with each frame that failed in a row; not at all where the frames before were well. */
    private void backOff() throws InterruptedException {
        int failed = failures.length();
        if (failed > 0) {
            long longest = config.timeout().toMillis() / 10;
            long wait = config.backoff().toMillis() << Math.min(failed - 1, 20);
            pause.await(Duration.ofMillis(Math.min(wait, longest)));
        }
    }

    private void refuse(Runnable work, ThreadPoolExecutor by) {
        throw new RejectedExecutionException(
                by.isShutdown()
                        ? "expected open perception workers, got a frame after they were closed"
                        : "expected at most perception.capacity (" + config.capacity()
                                + ") frames waiting, got one more");
    }

    /**
     * Cancels what waits, and waits for the frames at work, also when interrupted, as Flink does on cancellation: freeing a
     * predictor under a running forward pass would crash the process.
     */
    @Override
    public void close() {
        for (PerceptionTask task : failures.inFlight()) {
            if (task.end()) {
                task.outcome().cancel(false);
            }
        }
        ModelThreads.stop(threads, () -> {
            scorer.close();
            models.forEach(PerceptionModel::close);
            release.run();
        });
    }
}
