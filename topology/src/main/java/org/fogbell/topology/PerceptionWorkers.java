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
    private final LoadedBundle bundle;
    private final FrameScorer scorer;
    private final BlockingQueue<PerceptionModel> idle = new LinkedBlockingQueue<>();
    private final List<PerceptionModel> models = new ArrayList<>();
    private final ExecutorService threads;

    private PerceptionWorkers(LoadedBundle bundle, FrameScorer scorer, int workers) {
        this.bundle = bundle;
        this.scorer = scorer;
        this.threads = Executors.newFixedThreadPool(workers, task -> new Thread(task, "fogbell-perception"));
    }

    static PerceptionWorkers open(JobParameters.Model model, JobParameters.Perception config, int subtasks)
            throws IOException {
        ModelBundle bundle = model.bundle().equals("default")
                ? ModelBundle.ofDefault()
                : ModelBundle.load(Path.of(model.bundle()));
        int cores = Runtime.getRuntime().availableProcessors();
        int workers = config.workers() > 0 ? config.workers() : Math.max(1, cores / subtasks);
        LoadedBundle loaded = LoadedBundle.open(bundle, new ServingOptions(model.device(), model.intraOpThreads()));
        PerceptionWorkers opened = new PerceptionWorkers(loaded, new FrameScorer(bundle.manifest(), config), workers);
        for (int i = 0; i < workers; i++) {
            PerceptionModel predictor = loaded.newModel(1);
            opened.models.add(predictor);
            opened.idle.add(predictor);
        }
        return opened;
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
        bundle.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
