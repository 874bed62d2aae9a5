package org.fogbell.topology;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;

/** The threads that run the network, one predictor each, over one loaded bundle. Safe to submit to from any thread. */
final class PerceptionWorkers implements AutoCloseable {
    private final FrameScorer scorer;
    private final List<PerceptionModel> models;
    private final Runnable release;
    private final BlockingQueue<PerceptionModel> idle;
    private final ExecutorService threads;

    /** One thread a model; {@code release} runs when all of them are closed. */
    PerceptionWorkers(FrameScorer scorer, List<PerceptionModel> models, Runnable release) {
        this.scorer = scorer;
        this.models = List.copyOf(models);
        this.release = release;
        this.idle = new LinkedBlockingQueue<>(models);
        this.threads = Executors.newFixedThreadPool(models.size(), task -> new Thread(task, "fogbell-perception"));
    }

    static PerceptionWorkers open(JobParameters.Model model, JobParameters.Perception config, int subtasks)
            throws IOException {
        ModelBundle bundle =
                model.bundle().equals("default") ? ModelBundle.ofDefault() : ModelBundle.load(Path.of(model.bundle()));
        int cores = Runtime.getRuntime().availableProcessors();
        int workers = config.workers() > 0 ? config.workers() : Math.max(1, cores / subtasks);
        LoadedBundle loaded = LoadedBundle.open(bundle, new ServingOptions(model.device(), model.intraOpThreads()));
        List<PerceptionModel> models = new ArrayList<>();
        try {
            for (int i = 0; i < workers; i++) {
                models.add(loaded.newModel(1));
            }
        } catch (RuntimeException e) {
            // The job is started again, and would not get this memory back.
            models.forEach(PerceptionModel::close);
            loaded.close();
            throw e;
        }
        return new PerceptionWorkers(new FrameScorer(bundle.manifest(), config), models, loaded::close);
    }

    /** The frame's outcome, later; it fails only where the fault is not the frame's. */
    CompletableFuture<FrameOutcome> submit(ReceivedFrame frame) {
        return CompletableFuture.supplyAsync(() -> score(frame), threads);
    }

    private FrameOutcome score(ReceivedFrame frame) {
        // There are as many predictors as threads, so one is always idle.
        PerceptionModel model = idle.remove();
        try {
            return scorer.score(frame, model);
        } finally {
            idle.add(model);
        }
    }

    /**
     * Waits for the frames at work, also when interrupted, as Flink does on cancellation: freeing a predictor under a
     * running forward pass would crash the process.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        models.forEach(PerceptionModel::close);
        release.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
