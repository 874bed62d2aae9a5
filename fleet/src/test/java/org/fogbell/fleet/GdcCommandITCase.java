package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From sentences to a measured classifier, as typed. */
class GdcCommandITCase {
    @TempDir
    Path folder;

    @Test
    void preparesAndEvaluates() throws IOException {
        Path drive = folder.resolve("drive");
        Shell simulated = Shell.run(
                "simulate",
                "--count",
                24,
                "--worlds",
                8,
                "--lidar",
                "small",
                "--rate",
                1,
                "--no-images",
                "--out",
                drive);
        assertThat(simulated.status()).as(simulated.err()).isZero();
        Path labels = folder.resolve("conditions.yaml");
        Files.writeString(labels, "clear: a clear day\nnoise: noise in every point\nfog: dense fog\n");
        Path classifier = folder.resolve("classifier");
        Shell prepared = Shell.run(
                "gdc",
                "prepare",
                "--sensor-type",
                "hdl-64e-sim",
                "--labels",
                labels,
                "--data",
                drive,
                "--frames",
                "000000..000017",
                "--per-class",
                18,
                "--out",
                classifier);
        assertThat(prepared.status()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("3 conditions").contains("covariance");

        Object[] evaluate = {
            "gdc",
            "evaluate",
            "--classifier",
            classifier,
            "--data",
            drive,
            "--frames",
            "000018..000023",
            "--severity",
            "4..5",
            "--per-class",
            6
        };
        Shell table = Shell.run(evaluate);
        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out())
                .contains("| all features |", "| chance | 33.3 |", "| shown, named | clear | noise | fog |");
        Object[] asJson = Arrays.copyOf(evaluate, evaluate.length + 1);
        asJson[evaluate.length] = "--json";
        JsonNode json = new JsonMapper().readTree(Shell.run(asJson).out());
        assertThat(json.get("frames").asInt()).isEqualTo(18);
        assertThat(json.get("accuracy").asDouble())
                .isGreaterThan(json.get("accuracy_chance").asDouble());

        Shell other = Shell.run(
                "gdc",
                "evaluate",
                "--classifier",
                classifier,
                "--data",
                drive,
                "--bundle",
                "untrained",
                "--per-class",
                1);
        assertThat(other.status()).isNotZero();
        assertThat(other.err()).contains("the classifier was prepared with features of");
    }
}
