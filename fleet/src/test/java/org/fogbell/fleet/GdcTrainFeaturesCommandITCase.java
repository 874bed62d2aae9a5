package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GdcTrainFeaturesCommandITCase {
    @TempDir
    Path folder;

    @Test
    void whatItWritesDescribesImagesAtOnce() throws IOException {
        Path features = folder.resolve("features");
        Shell trained = Shell.run("gdc", "train-features", "--worlds", "7..7", "--steps", "2", "--out", features);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("2 steps on simulated roads of worlds 7..7");
        Path labels = folder.resolve("conditions.yaml");
        Files.writeString(labels, "clear: a clear day\nnight: a clear night\n");
        Shell images = Shell.run(
                "gdc",
                "images",
                "--simulated",
                "8..8",
                "--labels",
                labels,
                "--per-class",
                "12",
                "--out",
                folder.resolve("images"));
        assertThat(images.status()).as(images.err()).isZero();
        Shell prepared = Shell.run(
                "gdc",
                "prepare",
                "--labels",
                labels,
                "--sensor-type",
                "cam",
                "--images",
                folder.resolve("images"),
                "--features",
                features,
                "--out",
                folder.resolve("classifier"));
        assertThat(prepared.status()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("2 conditions, 288 features");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps|-1|--steps: expected at least 0, got -1",
                "--threads|0|--threads: expected at least 1, got 0",
                "--worlds|9..3|--worlds: expected the first and the last of at most 1000 seeds, such as 0..19, got '9..3'"
            })
    void namesBadArguments(String option, String value, String message) {
        Shell refused = Shell.run("gdc", "train-features", option, value, "--out", folder.resolve("features"));
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void replacesNothingUnasked() throws IOException {
        Files.writeString(folder.resolve("precious"), "");
        Shell refused = Shell.run("gdc", "train-features", "--steps", "1", "--worlds", "7..7", "--out", folder);
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("got one with content; --force replaces it");
    }
}
