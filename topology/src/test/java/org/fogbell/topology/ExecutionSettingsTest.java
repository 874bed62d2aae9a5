package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class ExecutionSettingsTest {
    private final JobParameters parameters = JobParameters.of(Map.of());

    @Test
    void jobInsideThisProcessKeepsItsCheckpointsInAFolder() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());

        ExecutionSettings.apply(env, parameters);

        String folder = env.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        assertThat(Path.of(URI.create(folder))).isEmptyDirectory();
    }

    @Test
    void folderThatWasConfiguredStays() {
        Configuration configured = new Configuration();
        configured.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "s3://fleet/checkpoints");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configured);

        ExecutionSettings.apply(env, parameters);

        assertThat(env.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("s3://fleet/checkpoints");
    }
}
