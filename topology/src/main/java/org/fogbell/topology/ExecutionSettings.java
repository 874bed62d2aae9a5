package org.fogbell.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.ParameterTool;

/** What the job asks of Flink, whatever the cluster's configuration says. */
final class ExecutionSettings {
    private ExecutionSettings() {}

    static void apply(StreamExecutionEnvironment env, JobParameters parameters) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        // Records and Avro values are never changed once they are sent, so handing them on by reference is safe.
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        settings.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                parameters.checkpoint().interval());
        int restarts = parameters.checkpoint().maxRestarts();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, restarts == 0 ? "disable" : "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Math.max(1, restarts));
        if (env instanceof LocalStreamEnvironment
                && env.getConfiguration()
                        .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                        .isEmpty()) {
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folderOfThisProcess());
        }
        env.configure(settings);
        env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(parameters.toMap()));
    }

    /**
     * Where a job inside this process keeps its checkpoints; a cluster is configured with a place of its own. Without one
     * Flink keeps them in memory and fails the job at 5 MB of one state.
     */
    private static String folderOfThisProcess() {
        try {
            Path folder = Files.createTempDirectory("fogbell-checkpoints-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtils.deleteDirectoryQuietly(folder.toFile())));
            return folder.toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder for checkpoints", e);
        }
    }
}
