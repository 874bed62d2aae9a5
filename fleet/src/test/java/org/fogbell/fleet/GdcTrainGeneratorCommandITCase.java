package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GdcTrainGeneratorCommandITCase {
    @TempDir
    Path folder;

    private Shell train(Object... more) {
        Object[] words = new Object[4 + more.length];
        System.arraycopy(new Object[] {"gdc", "train-generator", "--out", folder.resolve("model")}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return Shell.run(words);
    }

    @Test
    void imagesOfTheCamerasConditionsCanBeMadeByWhatItWrites() throws IOException {
        Shell trained = train("--steps", 1, "--images", 4, "--worlds", 1);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("4 images of 1 simulated worlds", "step 1 of 1:", "loss ");
        assertThat(Files.readString(folder.resolve("model/model_index.json"))).contains("\"vae_decoder\" : null");
        Shell made = Shell.run(
                "gdc",
                "images",
                "--diffusion",
                folder.resolve("model"),
                "--labels",
                "../docs/examples/conditions-camera.yaml",
                "--per-class",
                1,
                "--steps",
                1,
                "--out",
                folder.resolve("images"));
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(folder.resolve("images/fog-at-night/00000.png")).isRegularFile();
        Shell again = train("--steps", 1);
        assertThat(again.status()).isEqualTo(Fogbell.FAILED);
        assertThat(again.err()).contains("--force replaces it");
    }

    @Test
    void rendersNothingForADeviceThatIsNotThere() {
        Shell shell = train("--device", "gpu:99", "--images", 4, "--worlds", 1);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err())
                .contains("--device: expected a GPU that PyTorch can use", "got gpu:99")
                .doesNotContain("simulated worlds");
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void namesTheOptionThatIsWrong() {
        for (String option : new String[] {"--steps", "--batch", "--images", "--worlds", "--threads"}) {
            Shell shell = train(option, 0);
            assertThat(shell.status()).as(option).isEqualTo(2);
            assertThat(shell.err()).contains(option + ": expected at least 1, got 0");
        }
        assertThat(folder.resolve("model")).doesNotExist();
    }
}
