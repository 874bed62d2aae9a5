package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.perception.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From nothing to a calibrated bundle, as typed. */
class TrainCommandITCase {
    @TempDir
    Path folder;

    @Test
    void trainsEvaluatesAndCalibrates() throws IOException {
        Path data = folder.resolve("drive");
        Path bundle = folder.resolve("bundle");
        Shell simulated = Shell.run(
                "simulate",
                "--count",
                48,
                "--worlds",
                4,
                "--lidar",
                "small",
                "--rate",
                1,
                "--no-images",
                "--out",
                data);
        assertThat(simulated.status()).as(simulated.err()).isZero();
        assertThat(data.resolve("training/image_2")).isEmptyDirectory();

        Object[] train = {
            "train",
            "--data",
            data,
            "--epochs",
            2,
            "--entropy-loss",
            0.5,
            "--blocks",
            "1",
            "--seed",
            3,
            "--quick",
            "--sensor-type",
            "small-sim",
            "--out",
            bundle
        };
        Shell trained = Shell.run(train);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("tiny-detector, quick").contains("| car.bev_050 |");
        assertThat(trained.err()).contains("epoch 2 of 2").contains("entropy loss 0.");
        assertThat(bundle.resolve("curve.csv")).content().hasLineCount(3);
        assertThat(bundle.resolve("curve.png")).isNotEmptyFile();
        assertThat(folder.resolve("bundle.training")).doesNotExist();
        assertThat(ModelBundle.load(bundle).manifest().calibrations()).containsOnlyKeys("small-sim");

        Shell again = Shell.run(train);
        assertThat(again.status()).isEqualTo(Fogbell.FAILED);
        assertThat(again.err()).contains("--force replaces it");

        Shell evaluated = Shell.run("evaluate", "--bundle", bundle, "--data", data, "--json");
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        JsonNode precision = new JsonMapper().readTree(evaluated.out());
        assertThat(precision.get("car.bev_050_hard").asDouble()).isBetween(0.0, 100.0);

        Path grafted = folder.resolve("grafted");
        Shell graft = Shell.run("graft", bundle, "--out", grafted);
        assertThat(graft.status()).as(graft.err()).isZero();
        assertThat(graft.out()).contains("radius entropies of 12 layers in 2 blocks, any number of frames a run");
        assertThat(ModelBundle.load(grafted).manifest().calibrations()).containsOnlyKeys("small-sim");
        assertThat(Shell.run("evaluate", "--bundle", grafted, "--data", data, "--json")
                        .out())
                .isEqualTo(evaluated.out());

        Object[] calibrate = {"calibrate", "--bundle", bundle, "--data", data, "--sensor-type", "other", "--limit", 10};
        Shell calibrated = Shell.run(calibrate);
        assertThat(calibrated.status()).as(calibrated.err()).isZero();
        assertThat(calibrated.out()).contains("standard Eloss").contains("typical distance");
        assertThat(ModelBundle.load(bundle).manifest().calibrations()).containsOnlyKeys("small-sim", "other");
        assertThat(Shell.run(calibrate).err())
                .contains("expected one that the bundle is not calibrated for, got other");

        Files.writeString(bundle.resolve("detector.onnx"), "changed", java.nio.file.StandardOpenOption.APPEND);
        assertThat(Shell.run("evaluate", "--bundle", bundle, "--data", data).err())
                .contains("the bundle was changed after it was made");
    }

    @Test
    void evaluatesDetectorsAlone() throws IOException {
        Path data = folder.resolve("drive");
        Shell simulated = Shell.run(
                "simulate",
                "--count",
                2,
                "--worlds",
                2,
                "--lidar",
                "small",
                "--no-images",
                "--vehicles",
                1,
                "--out",
                data);
        assertThat(simulated.status()).as(simulated.err()).isZero();
        Path untrained = folder.resolve("untrained");
        Shell done = Shell.run("bundle", "--worlds", 1, "--out", untrained);
        assertThat(done.status()).as(done.err()).isZero();
        Shell evaluated = Shell.run("evaluate", "--bundle", untrained, "--data", data);
        assertThat(evaluated.status()).as(evaluated.err()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(evaluated.err()).contains("without a head that says which objects it sees");
    }
}
