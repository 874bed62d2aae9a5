package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GdcCommandTest {
    @TempDir
    Path folder;

    private Shell prepare(String labels, Object... more) throws IOException {
        Path file = folder.resolve("conditions.yaml");
        Files.writeString(file, labels);
        Object[] words = new Object[10 + more.length];
        System.arraycopy(
                new Object[] {
                    "gdc",
                    "prepare",
                    "--sensor-type",
                    "sim",
                    "--labels",
                    file,
                    "--data",
                    folder,
                    "--out",
                    folder.resolve("out")
                },
                0,
                words,
                0,
                10);
        System.arraycopy(more, 0, words, 10, more.length);
        return Shell.run(words);
    }

    private void sweeps(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve(i + ".csv"), "1,2,3,0.5\n");
        }
    }

    @Test
    void namesTheLineOfBadLabels() throws IOException {
        Shell done = prepare("fog: fog\nfog: rain\n");
        assertThat(done.status()).isEqualTo(Fogbell.FAILED);
        assertThat(done.err()).contains("conditions.yaml line 2: label 'fog' was there before, and meant 'fog'");
    }

    @Test
    void refusesTheOptionsOfAModelWhereThereIsNone() throws IOException {
        Path labels = folder.resolve("conditions.yaml");
        Files.writeString(labels, "clear: a clear day\n");
        Path out = folder.resolve("roads");
        Shell done = Shell.run(
                "gdc",
                "images",
                "--simulated",
                "3..3",
                "--labels",
                labels,
                "--per-class",
                1,
                "--out",
                out,
                "--guidance",
                2);
        assertThat(done.status()).isEqualTo(2);
        assertThat(done.err()).contains("--guidance", "expected --diffusion with them");
        assertThat(out).doesNotExist();
    }

    @Test
    void replacesNoFileUnasked() throws IOException {
        Files.writeString(folder.resolve("out"), "precious");
        Shell done = prepare("fog: fog\nclear: clear\n");
        assertThat(done.status()).isEqualTo(2);
        assertThat(done.err()).contains("--out", "--force");
        assertThat(folder.resolve("out")).hasContent("precious");
    }

    @Test
    void takesTheFramesFromOneNameToAnother() throws IOException {
        sweeps(12);
        CleanRecording some = CleanRecording.open(folder, Recording.Format.CSV, "2..10");
        assertThat(some.count()).isEqualTo(9);
        assertThat(some.sweep(0).size()).isEqualTo(1);
        assertThatThrownBy(() -> CleanRecording.open(folder, Recording.Format.CSV, "2..99"))
                .hasMessageContaining("got '99'");
        assertThatThrownBy(() -> CleanRecording.open(folder, Recording.Format.CSV, "3..2"))
                .hasMessageContaining("first before the last");
        assertThatThrownBy(() -> CleanRecording.open(folder, Recording.Format.CSV, "3"))
                .hasMessageContaining("FIRST..LAST");
    }

    @Test
    void readsSeverities() {
        assertThat(GdcEvaluateCommand.severities("")).isEmpty();
        assertThat(GdcEvaluateCommand.severities("4")).containsExactly(4, 4);
        assertThat(GdcEvaluateCommand.severities("3..5")).containsExactly(3, 5);
        for (String wrong : new String[] {"0", "6", "5..3", "3-5", "3.."}) {
            assertThatThrownBy(() -> GdcEvaluateCommand.severities(wrong)).hasMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void refusesAFileThatNoPreparationWrote() throws IOException {
        Path file = Files.writeString(folder.resolve("classifier"), "no classifier");
        Shell done = Shell.run("gdc", "evaluate", "--classifier", file, "--data", folder);
        assertThat(done.status()).isEqualTo(Fogbell.FAILED);
        assertThat(done.err()).contains(file.toString(), "expected a prepared classifier");
    }

    @Test
    void asksForACommand() {
        assertThat(Shell.run("gdc").err())
                .contains("prepare, evaluate, images, features, train-generator or train-features");
    }

    @Test
    void preparesFromTheExampleConditions() throws IOException {
        Path example = Path.of("..", "docs", "examples", "conditions.yaml");
        assertThat(Conditions.read(example))
                .extracting(Condition::label)
                .containsExactly(
                        "clear", "fog", "rain", "snow", "dirt", "beam-loss", "noise", "crosstalk", "misalignment");
    }
}
