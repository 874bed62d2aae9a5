package org.fogbell.topology;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One life of the perception subtask in a task manager: it opens, scores a frame, gives its Eloss, and closes. */
public final class RestartedSubtask implements Callable<Double> {
    @Override
    public Double call() throws Exception {
        JobParameters parameters = JobParameters.of(Map.of("perception.workers", "1"));
        try (WorkersByType workers = WorkersByType.open(parameters, "cpu")) {
            return workers.submit(SampleFrames.received(SampleFrames.sweep()))
                    .outcome()
                    .get(60, TimeUnit.SECONDS)
                    .score()
                    .getEloss();
        }
    }
}
