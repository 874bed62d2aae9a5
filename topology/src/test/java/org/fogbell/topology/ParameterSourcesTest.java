package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.verdict.BaselineRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void takesArgumentsInBothForms() {
        JobParameters parameters = read("--alert.threshold", "4.5", "--window.size=20s", "--model.bundle=/a=b");
        assertThat(parameters.alert().threshold()).isEqualTo(4.5);
        assertThat(parameters.window().size()).hasSeconds(20);
        assertThat(parameters.model().bundle()).isEqualTo("/a=b");
    }

    @Test
    void prefersArgumentsToEnvironmentToFileToDefaults() throws IOException {
        Path file = write("baseline.learning-frames = 31\nbaseline.prior-frames=32\nbaseline.half-life-frames = 33\n");
        Map<String, String> environment =
                Map.of("FOGBELL_BASELINE_LEARNING_FRAMES", "41", "FOGBELL_BASELINE_PRIOR_FRAMES", "42");
        List<String> arguments = List.of("--config", file.toString(), "--baseline.learning-frames", "51");
        assertThat(ParameterSources.read(arguments, environment).baseline())
                .isEqualTo(new BaselineRule(
                        51, 42, JobParameters.of(Map.of()).baseline().minSpread(), 33, true, Duration.ZERO, 0.5));
    }

    @Test
    void readsTheFileThatTheEnvironmentNamesUnlessAnArgumentDoes() throws IOException {
        Path file = write("silence.after = 77s\n");
        Map<String, String> environment = Map.of("FOGBELL_CONFIG", file.toString());
        assertThat(ParameterSources.read(List.of(), environment).silence().after())
                .hasSeconds(77);

        Path other = Files.writeString(folder.resolve("other.properties"), "silence.after = 78s\n");
        assertThat(ParameterSources.read(List.of("--config=" + other), environment)
                        .silence()
                        .after())
                .hasSeconds(78);
    }

    @Test
    void readsEveryKeyFromTheEnvironment() {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "FOGBELLS", "are not ours"));
        JobParameters.of(Map.of())
                .toMap()
                .forEach((key, value) -> environment.put(ParameterSources.environmentName(key), value));
        assertThat(ParameterSources.read(List.of(), environment)).isEqualTo(JobParameters.of(Map.of()));
        assertThat(environment)
                .containsKeys("FOGBELL_EVENT_TIME_MAX_CLOCK_SKEW", "FOGBELL_ALERT_OF_WINDOWS")
                .hasSize(2 + JobParameters.help().size());
    }

    @Test
    void leavesVariablesOfTheLauncherAndTheTestsAlone() {
        assertThat(ParameterSources.read(List.of(), Map.of("FOGBELL_JVM", "-Xmx9g", "FOGBELL_DATA", "/data")))
                .isEqualTo(JobParameters.of(Map.of()));
    }

    @Test
    void namesTheNearestKeyOfOneItDoesNotKnowWhereverItComesFrom() throws IOException {
        assertThatThrownBy(() -> read("--alert.treshold", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown parameter 'alert.treshold'; did you mean 'alert.threshold'?");
        assertThatThrownBy(() -> ParameterSources.read(List.of(), Map.of("FOGBELL_WINDOWS_SIZE", "7s")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown parameter 'FOGBELL_WINDOWS_SIZE'; did you mean 'FOGBELL_WINDOW_SIZE'?");
        Path file = write("baseline.learningFrames = 9\n");
        assertThatThrownBy(() -> read("--config", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown parameter 'baseline.learningFrames'; did you mean 'baseline.learning-frames'?");
    }

    @Test
    void refusesWhatIsNoArgument() {
        assertThatThrownBy(() -> read("alert.threshold", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected --key value, got 'alert.threshold'");
        assertThatThrownBy(() -> read("--window.size", "9s", "--alert.threshold"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--alert.threshold: expected a value after it");
    }

    @Test
    void namesAFileThatItCannotRead() {
        assertThatThrownBy(
                        () -> read("--config", folder.resolve("none.properties").toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.properties");
    }

    @Test
    void refusesAKeyThatStandsTwiceInAFile() throws IOException {
        Path file = write("alert.threshold = 4\nalert.release = 1\nalert.threshold = 5\n");
        assertThatThrownBy(() -> read("--config", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--config " + file + ": alert.threshold: expected once, got '4' and '5'");
        assertThatThrownBy(() -> ParameterSources.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": alert.threshold: expected once, got '4' and '5'");
    }

    @Test
    void namesTheFileOfParametersThatAreWrong() throws IOException {
        Path file = write("alert.threshold = many\n");
        assertThatThrownBy(() -> ParameterSources.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": alert.threshold: expected a number, got 'many'");
        assertThat(ParameterSources.read(write("alert.threshold = 4\n")))
                .isEqualTo(JobParameters.of(Map.of("alert.threshold", "4")));
    }

    @Test
    void namesTheChoicesOfOneThatIsNone() {
        assertThatThrownBy(() -> read("--kafka.start", "yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kafka.start: expected one of committed, earliest, latest, got 'yesterday'");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("job.properties"), content);
    }

    private static JobParameters read(String... arguments) {
        return ParameterSources.read(List.of(arguments), Map.of());
    }
}
