package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.perception.OnnxGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diffusion Classifier beside a prepared one, on images that a model of a few operators made. */
class DiffusionBaselineITCase {
    @TempDir
    Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        model = folder.resolve("model");
        GreyModel.write(model);
        Path labels = Files.writeString(folder.resolve("labels.yaml"), "fog: fog\nclear: clear\n");
        OnnxGraph vision = new OnnxGraph("vision");
        vision.input("pixel_values", 3, GreyModel.SIDE, GreyModel.SIDE);
        GreyModel.node(vision, "GlobalAveragePool", "means", List.of("pixel_values"));
        GreyModel.node(vision, "Flatten", "embedding", List.of("means"));
        vision.output("embedding", 3);
        vision.write(folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("preprocessor_config.json"), """
                {"size": {"height": 16, "width": 16}, "resample": 3, "image_mean": [0, 0, 0], "image_std": [1, 1, 1]}
                """);
        Shell prepared = Shell.run(
                "gdc",
                "prepare",
                "--labels",
                labels,
                "--sensor-type",
                "camera",
                "--diffusion",
                model,
                "--features",
                folder,
                "--per-class",
                8,
                "--out",
                folder.resolve("classifier"));
        assertThat(prepared.status()).as(prepared.err()).isZero();
    }

    private Shell evaluate(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "gdc",
                "evaluate",
                "--classifier",
                folder.resolve("classifier"),
                "--images",
                folder.resolve("classifier.images"),
                "--features",
                folder));
        words.addAll(Arrays.asList(more));
        return Shell.run(words.toArray());
    }

    @Test
    void bothAreShownTheSameImages() throws IOException {
        Shell text = evaluate("--diffusion", model, "--diffusion-images", 3);
        assertThat(text.status()).as(text.err()).isZero();
        assertThat(text.err()).contains("fogbell: 6 of 16 images by Diffusion Classifier");
        assertThat(text.out())
                .contains(
                        "stages 16:4,64:1, error in the noise), on 6 images",
                        "| Diffusion Classifier | 100.0 |",
                        "| 128 | 64.0 |",
                        "All features against Diffusion Classifier: +0.0 points",
                        "With 1000 conditions: Diffusion Classifier asks its network 16192 times",
                        "| Diffusion Classifier: shown, named | fog | clear |",
                        "| clear |  | 3 |");
    }

    @Test
    void sumsItUpInJson() throws IOException {
        Shell shell =
                evaluate("--diffusion", model, "--diffusion-stages", "3:1", "--diffusion-error", "network", "--json");
        JsonNode json = new JsonMapper().readTree(shell.out());
        JsonNode baseline = json.get("diffusion_classifier");
        assertThat(baseline.get("images").asInt()).isEqualTo(16);
        assertThat(baseline.get("stages").asText()).isEqualTo("3:1");
        assertThat(baseline.get("error").asText()).isEqualTo("network");
        assertThat(baseline.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(baseline.get("accuracy_prepared").asDouble()).isEqualTo(1);
        assertThat(baseline.get("evaluations_per_image").asDouble()).isEqualTo(6);
        assertThat(baseline.get("seconds_per_image").asDouble()).isPositive();
        assertThat(baseline.at("/extrapolated/evaluations_per_image").asLong()).isEqualTo(3000);
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertThat(evaluate("--diffusion-images", 3).err()).contains("expected --diffusion with them");
        assertThat(evaluate("--diffusion", model, "--diffusion-images", 0).err())
                .contains("--diffusion-images: expected at least 1, got 0");
        assertThat(evaluate("--diffusion", model, "--diffusion-stages", "3:2").err())
                .contains("PAIRS:KEEP", "'3:2'");
        assertThat(evaluate("--diffusion", folder.resolve("nowhere")).err()).contains("no such folder");
        Shell ofLidar = Shell.run(
                "gdc", "evaluate", "--classifier", "lidar-sim-32", "--data", folder, "--diffusion", "road-64");
        assertThat(ofLidar.status()).isEqualTo(2);
        assertThat(ofLidar.err()).contains("--diffusion: expected --images with it");
    }

    @Test
    void namesTheWordThatTheModelDoesNotKnow() throws IOException {
        Files.writeString(model.resolve("tokenizer/vocab.json"), "{\"<pad>\": 0, \"fog\": 1, \"bright\": 2}");
        Shell shell = evaluate("--diffusion", model);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("'clear'");
        assertThat(shell.out()).isEmpty();
    }
}
