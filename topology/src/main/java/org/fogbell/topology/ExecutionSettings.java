package org.fogbell.topology;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
        env.configure(settings);
        env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(parameters.toMap()));
    }
}
