package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerConfigTest {
    @TempDir
    Path folder;

    private SchedulerConfig read(String json, @Nullable SchedulerKind chosen) throws IOException {
        return SchedulerConfig.read(
                Files.writeString(folder.resolve("scheduler_config.json"), json.replace('\'', '"')), chosen);
    }

    @Test
    void readsWhatATurboModelIsExportedWith() throws IOException {
        SchedulerConfig config = read("""
                {'_class_name': 'EulerAncestralDiscreteScheduler', 'beta_end': 0.012, 'beta_schedule': 'scaled_linear',
                 'beta_start': 0.00085, 'clip_sample': false, 'num_train_timesteps': 1000, 'prediction_type': 'epsilon',
                 'set_alpha_to_one': false, 'steps_offset': 1, 'timestep_spacing': 'trailing', 'trained_betas': null,
                 'rescale_betas_zero_snr': false}
                """, null);
        assertThat(config.kind()).isEqualTo(SchedulerKind.EULER_ANCESTRAL);
        assertThat(config.spacing()).isEqualTo(TimestepSpacing.TRAILING);
        assertThat(config.setAlphaToOne()).isFalse();
        assertThat(config.clip()).isInfinite();
        assertThat(config.scheduler(1)).isInstanceOf(EulerScheduler.class);
        assertThat(config.scheduler(1).timesteps()).containsExactly(999);
        assertThatThrownBy(() -> config.scheduler(1001)).hasMessageContaining("1 to 1000");
    }

    @Test
    void takesTheFormatsOwnDefaults() throws IOException {
        SchedulerConfig config =
                read("{'_class_name': 'DDIMScheduler', 'interpolation_type': 'linear', 'use_lu_lambdas': false}", null);
        assertThat(config.spacing()).isEqualTo(TimestepSpacing.LEADING);
        assertThat(config.clip()).isEqualTo(1);
        assertThat(config.setAlphaToOne()).isTrue();
        assertThat(config.schedule().left(0)).isEqualTo(1 - 0.0001);
        assertThat(config.scheduler(2)).isInstanceOf(DdimScheduler.class);
    }

    @Test
    void anotherWayMayBeChosenForAClassThatIsNotKnown() throws IOException {
        String json = "{'_class_name': 'PNDMScheduler', 'skip_prk_steps': true}";
        assertThatThrownBy(() -> read(json, null))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "scheduler_config.json", "DDIMScheduler", "'PNDMScheduler'", "euler-ancestral");
        assertThat(read(json, SchedulerKind.DDIM).clip()).isInfinite();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'prediction_type': 'flow'                | prediction_type: expected one of [epsilon",
                "'beta_schedule': 'sigmoid'               | beta_schedule: expected one of [linear",
                "'timestep_spacing': 7                    | timestep_spacing: expected a text",
                "'num_train_timesteps': 1.5               | num_train_timesteps: expected a whole number",
                "'num_train_timesteps': 0                 | num_train_timesteps: expected 1 to 100000, got 0",
                "'num_train_timesteps': 2000000000        | num_train_timesteps: expected 1 to 100000, got 2000000000",
                "'beta_end': 'much'                       | beta_end: expected a number",
                "'beta_end': 2                            | expected variances between 0 and 1",
                "'steps_offset': 1000                     | steps_offset: expected 0 to 999",
                "'clip_sample': 1                         | clip_sample: expected true or false",
                "'thresholding': true                     | thresholding: expected none",
                "'trained_betas': [0.1, 0.2]              | trained_betas: expected none",
                "'use_karras_sigmas': true                | use_karras_sigmas: expected none",
                "'use_flow_sigmas': true                  | use_flow_sigmas: expected none",
                "'use_lu_lambdas': true                   | use_lu_lambdas: expected none",
                "'interpolation_type': 'log_linear'       | interpolation_type: expected linear, got 'log_linear'",
                "'timestep_type': 'continuous'            | timestep_type: expected discrete, got 'continuous'",
                "'final_sigmas_type': 'some'              | final_sigmas_type: expected zero or sigma_min",
            })
    void namesTheKeyThatItCannotFollow(String setting, String message) {
        assertThatThrownBy(() -> read("{'_class_name': 'DDIMScheduler', " + setting + "}", null))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("scheduler_config.json", message);
    }

    @Test
    void namesAFileThatIsNoObject() {
        assertThatThrownBy(() -> read("[1]", null)).hasMessageContaining("expected a JSON object");
        assertThatThrownBy(() -> read("{", null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("scheduler_config.json");
    }
}
