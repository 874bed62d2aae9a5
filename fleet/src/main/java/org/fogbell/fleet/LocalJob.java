package org.fogbell.fleet;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.fogbell.topology.FogbellJob;
import org.fogbell.topology.JobParameters;

/** The job on a mini cluster inside this process. */
public final class LocalJob implements AutoCloseable {
    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> end;

    private LocalJob(JobClient client) {
        this.client = client;
        this.end = client.getJobExecutionResult();
    }

    /** Returns once the job is submitted; frames wait in Kafka until it reads them. */
    public static LocalJob start(JobParameters parameters, int parallelism) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
        FogbellJob.build(env, parameters);
        return start(env);
    }

    /** The same of a graph that is built already. */
    public static LocalJob start(StreamExecutionEnvironment env) throws Exception {
        return new LocalJob(env.executeAsync("fogbell"));
    }

    /** Throws, with the cause, where the job has failed. */
    public void requireRunning() throws InterruptedException {
        // Not by its status: the mini cluster goes with its job, and then knows no reason.
        if (!end.isDone()) {
            return;
        }
        try {
            end.get();
            throw new IllegalStateException("the job ended before its time");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job failed: " + rootMessage(e), e);
        }
    }

    /** Ends the job so that nothing is left in it: what it still holds is scored and published first. */
    public void drain() throws InterruptedException, IOException {
        Path savepoints = Files.createTempDirectory("fogbell-savepoint-");
        try {
            client.stopWithSavepoint(true, savepoints.toUri().toString(), SavepointFormatType.NATIVE)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the job could not be drained: " + rootMessage(e), e);
        } finally {
            Folders.delete(savepoints);
        }
    }

    /** Ends the job with all its state as it is, in a folder below this one. */
    public Path savepoint(Path folder, SavepointFormatType format) throws InterruptedException {
        try {
            String path = client.stopWithSavepoint(false, folder.toUri().toString(), format)
                    .get();
            return Path.of(URI.create(path));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the savepoint failed: " + rootMessage(e), e);
        }
    }

    /** Ends the job wherever it is; does nothing where it ended already. */
    @Override
    public void close() {
        try {
            if (!client.getJobStatus().get().isGloballyTerminalState()) {
                client.cancel().get();
            }
        } catch (ExecutionException | IllegalStateException e) {
            // The mini cluster goes with its job, so a job that ended can no longer be asked.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
