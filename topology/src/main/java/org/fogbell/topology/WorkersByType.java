package org.fogbell.topology;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.fogbell.models.perception.ModelBundle;

/**
 * One subtask's workers of each of the job's bundles: a frame goes to those of its sensor type. Types with one bundle share
 * its workers; each bundle has its own threads, memory and run of failures, so that a network which is broken restarts the job
 * whatever the others score. Safe to submit to from any thread.
 */
final class WorkersByType implements AutoCloseable {
    private final SensorBundles bundles;
    private final Map<String, PerceptionWorkers> byBundle;

    private WorkersByType(SensorBundles bundles, Map<String, PerceptionWorkers> byBundle) {
        this.bundles = bundles;
        this.byBundle = byBundle;
    }

    /** How the workers of a bundle come to be. */
    @FunctionalInterface
    interface Opening {
        PerceptionWorkers open(String bundle) throws IOException;
    }

    /** The same workers for frames of every type. */
    static WorkersByType same(PerceptionWorkers workers) {
        SensorBundles any = SensorBundles.parse("any");
        return new WorkersByType(any, Map.of(any.others(), workers));
    }

    /** Workers on shares of the process's engines on a device, which are loaded unless they are there. */
    static WorkersByType open(JobParameters parameters, String device) throws IOException {
        return open(
                parameters.model().bundles(),
                bundle -> PerceptionWorkers.open(ModelBundle.named(bundle), parameters, device));
    }

    /** Workers of each bundle; where one cannot be opened, those that were are closed. */
    static WorkersByType open(SensorBundles bundles, Opening opening) throws IOException {
        WorkersByType opened = new WorkersByType(bundles, new LinkedHashMap<>());
        try {
            for (String bundle : bundles.all()) {
                opened.byBundle.put(bundle, opening.open(bundle));
            }
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private PerceptionWorkers of(ReceivedFrame frame) {
        String bundle = bundles.of(frame.frame().getSensorType());
        PerceptionWorkers workers = byBundle.get(bundle);
        if (workers == null) {
            throw new IllegalStateException("expected workers of " + byBundle.keySet() + ", got none of " + bundle);
        }
        return workers;
    }

    /** Starts on a frame; its outcome comes later. */
    PerceptionTask submit(ReceivedFrame frame) {
        return of(frame).submit(frame);
    }

    /** Ends a frame whose time is up, see {@link PerceptionWorkers#timeOut}. */
    void timeOut(PerceptionTask task, TimeoutException cause) {
        of(task.frame()).timeOut(task, cause);
    }

    @Override
    public void close() {
        byBundle.values().forEach(PerceptionWorkers::close);
    }
}
