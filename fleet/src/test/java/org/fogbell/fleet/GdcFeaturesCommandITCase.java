package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.FeatureNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GdcFeaturesCommandITCase {
    @TempDir
    Path folder;

    @Test
    void writesAFolderThatFeaturesTakes() throws IOException {
        Path out = folder.resolve("features");
        Shell made = Shell.run("gdc", "features", "--out", out);
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).contains("608 numbers an image");
        assertThat(VisionFolder.open(out).digest())
                .as("what the shipped name stands for")
                .isEqualTo(FeatureNetworks.named("road-unet").digest());
        assertThat(Shell.run("gdc", "features", "--out", out).status())
                .as("a second time")
                .isNotZero();
        assertThat(Shell.run("gdc", "features", "--out", out, "--layers", "up1,up0", "--force")
                        .out())
                .contains("288 numbers an image");
    }

    @Test
    void leavesNothingBehindWhereSomethingIsWrong() {
        Path out = folder.resolve("features");
        Shell layer = Shell.run("gdc", "features", "--out", out, "--layers", "down9");
        assertThat(layer.status()).isNotZero();
        assertThat(layer.err()).contains("'down9'");
        Shell time = Shell.run("gdc", "features", "--out", out, "--timestep", "-1");
        assertThat(time.err()).contains("expected a time of training, 0 to 999, got -1");
        assertThat(Files.exists(out)).isFalse();
    }
}
