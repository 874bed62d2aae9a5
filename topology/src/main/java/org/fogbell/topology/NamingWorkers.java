package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.serving.SharedEngine;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.NamedCondition;
import org.fogbell.topology.UnnamedException.Reason;
import org.fogbell.verdict.Durations;

/**
 * One subtask's threads that name alerts, each with one alert at a time: sweeps on the engine that perception uses, images on
 * vision networks of its own. They have a budget: who comes when as many alerts wait as may is turned away at once, and nobody
 * ever waits to be let in.
 */
final class NamingWorkers implements AutoCloseable {
    private final AlertNamer namer;
    private final NamingParameters config;
    private final List<NamingEye> eyes;
    private final Runnable release;
    private final BlockingQueue<NamingEye> idle;
    private final ThreadPoolExecutor threads;

    /** One thread an eye; {@code release} runs when all of them are closed. */
    NamingWorkers(AlertNamer namer, NamingParameters config, List<NamingEye> eyes, Runnable release) {
        this.namer = namer;
        this.config = config;
        this.eyes = List.copyOf(eyes);
        this.release = release;
        this.idle = new LinkedBlockingQueue<>(eyes);
        this.threads = new ThreadPoolExecutor(
                eyes.size(),
                eyes.size(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queue()),
                task -> new Thread(task, "fogbell-naming"),
                (work, by) -> ((Task) work).turnAway());
    }

    /** Workers on a share of the process's engine on a device, which is loaded unless it is there. */
    static NamingWorkers open(JobParameters parameters, String device) throws IOException {
        NamingParameters config = parameters.naming();
        SensorBundles bundles = parameters.model().bundles();
        var classifiers = JobClassifiers.read(config, bundles::manifestOf);
        ModelBundle bundle = ModelBundle.named(JobClassifiers.sweepBundle(classifiers, bundles));
        SharedEngine engine = PerceptionWorkers.engine(bundle, parameters, device);
        AlertNamer namer = new AlertNamer(
                classifiers,
                new KafkaRecords(new KafkaTopics(parameters)::recall, config.timeout()),
                new Payloads(parameters.perception()),
                engine.memory());
        LidarFeatures sweeps = new LidarFeatures(bundle.manifest());
        List<NamingEye> eyes = eyes(config.workers(), engine, sweeps, JobClassifiers.networks(classifiers));
        return new NamingWorkers(namer, config, eyes, engine::close);
    }

    /** Gives the engine's share back where a vision network cannot be loaded. */
    private static List<NamingEye> eyes(int count, SharedEngine engine, LidarFeatures sweeps, Set<VisionFolder> vision)
            throws IOException {
        List<NamingEye> eyes = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                eyes.add(NamingEye.open(engine.newModel(), sweeps, vision));
            }
        } catch (IOException | RuntimeException e) {
            eyes.forEach(NamingEye::close);
            engine.close();
            throw e;
        }
        return eyes;
    }

    /** One alert on its way to its name. */
    final class Task implements Runnable {
        private final Alert alert;
        private final CompletableFuture<NamedCondition> condition = new CompletableFuture<>();

        private Task(Alert alert) {
            this.alert = alert;
        }

        /** Fails with an {@link UnnamedException} where there is no name; with anything else only for a bug. */
        CompletableFuture<NamedCondition> condition() {
            return condition;
        }

        @Override
        public void run() {
            if (condition.isDone()) {
                return;
            }
            // There are as many eyes as threads, so one is always idle.
            NamingEye eye = idle.remove();
            try {
                condition.complete(namer.name(alert, eye));
            } catch (InterruptedException e) {
                // The workers are closed: nobody waits for the name any more.
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                if (!threads.isShutdown()) {
                    condition.completeExceptionally(e);
                }
            } finally {
                idle.add(eye);
            }
        }

        private void turnAway() {
            condition.completeExceptionally(new UnnamedException(
                    Reason.NO_BUDGET,
                    "naming.queue (" + config.queue() + ") alerts wait for their names, and more open"));
        }

        /** Gives up on the name. Where a worker is at it, it goes on for nobody, and the thread is taken as long. */
        void timeOut() {
            threads.remove(this);
            condition.completeExceptionally(new UnnamedException(
                    Reason.TIMED_OUT, "no name within naming.timeout (" + Durations.format(config.timeout()) + ")"));
        }
    }

    /** Starts on an alert, or turns it away; its name comes later. Never waits. */
    Task submit(Alert alert) {
        Task task = new Task(alert);
        try {
            namer.requireClassifier(alert);
            threads.execute(task);
        } catch (UnnamedException e) {
            task.condition.completeExceptionally(e);
        }
        return task;
    }

    /** Waits for the alerts at work, also when interrupted: freeing a model under a forward pass would crash the process. */
    @Override
    public void close() {
        ModelThreads.stop(threads, () -> {
            namer.close();
            eyes.forEach(NamingEye::close);
            release.run();
        });
    }
}
