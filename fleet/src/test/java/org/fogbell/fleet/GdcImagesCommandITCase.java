package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fogbell.models.perception.OnnxGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of conditions as typed, by a model of a few operators: grey as its word says, with some noise. */
class GdcImagesCommandITCase {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        file("labels.yaml", "fog: fog\nclear: clear\n");
        GreyModel.write(folder.resolve("model"));
    }

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    private Shell images(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "gdc",
                "images",
                "--diffusion",
                folder.resolve("model"),
                "--labels",
                folder.resolve("labels.yaml"),
                "--out",
                folder.resolve("images"),
                "--templates",
                "plain",
                "--steps",
                1,
                "--guidance",
                0));
        words.addAll(Arrays.asList(more));
        return Shell.run(words.toArray());
    }

    @Test
    void makesImagesAndGoesOnWithThem() throws IOException {
        Shell first = images("--per-class", 2);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.err()).contains("4 images of 2 conditions, 4 of them new", "overview.png");
        Path fog = folder.resolve("images/fog/00001.png");
        byte[] before = Files.readAllBytes(fog);
        assertThat(mean(fog)).isBetween(127.5 * 1.5 - 5, 127.5 * 1.5 + 5);
        assertThat(mean(folder.resolve("images/clear/00000.png"))).isBetween(127.5 * 0.5 - 5, 127.5 * 0.5 + 5);

        Shell more = images("--per-class", 3);
        assertThat(more.err()).contains("6 images of 2 conditions, 2 of them new");
        assertThat(Files.readAllBytes(fog)).isEqualTo(before);
        try (Stream<Path> all = Files.walk(folder.resolve("images"))) {
            assertThat(all.filter(Files::isRegularFile))
                    .extracting(
                            path -> folder.resolve("images").relativize(path).toString())
                    .containsExactlyInAnyOrder(
                            "images.json",
                            "overview.png",
                            "fog/00000.png",
                            "fog/00001.png",
                            "fog/00002.png",
                            "clear/00000.png",
                            "clear/00001.png",
                            "clear/00002.png");
        }
        BufferedImage overview =
                ImageIO.read(folder.resolve("images/overview.png").toFile());
        assertThat(overview.getHeight()).isGreaterThan(2 * 96);
        assertThat(overview.getWidth()).isGreaterThan(3 * 96);
    }

    private static double mean(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(GreyModel.SIDE);
        double sum = 0;
        for (int y = 0; y < GreyModel.SIDE; y++) {
            for (int x = 0; x < GreyModel.SIDE; x++) {
                sum += image.getRGB(x, y) & 0xff;
            }
        }
        return sum / GreyModel.SIDE / GreyModel.SIDE;
    }

    @Test
    void refusesImagesOfOtherOptionsAndOtherWords() throws IOException {
        images("--per-class", 1);
        Shell other = images("--per-class", 1, "--seed", 2);
        assertThat(other.status()).isEqualTo(Fogbell.FAILED);
        assertThat(other.err()).contains("images.json: seed: expected 2, got 1", "make these in another one");
        assertThat(images("--scheduler", "ddim").err()).contains("images.json: pipeline", "ddim");
        file("labels.yaml", "fog: fog\nrain: heavy rain\n");
        Shell unknown = images("--per-class", 2);
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.err()).contains("got 'heavy'");
        assertThat(folder.resolve("images/fog/00001.png")).doesNotExist();
    }

    @Test
    void namesTheMissingFiles() throws IOException {
        Files.delete(folder.resolve("model/unet/model.onnx"));
        Files.delete(folder.resolve("model/tokenizer/vocab.json"));
        Shell shell = images();
        assertThat(shell.status()).isEqualTo(Fogbell.FAILED);
        assertThat(shell.err()).contains("missing: tokenizer/vocab.json, unet/model.onnx");
        assertThat(folder.resolve("images")).doesNotExist();
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertThat(images("--scheduler", "pndm").err()).contains("--scheduler", "euler-ancestral", "'pndm'");
        assertThat(images("--per-class", 0).status()).isEqualTo(2);
        assertThat(images("--templates", "poem").err()).contains("photo or plain");
    }

    @Test
    void rendersSimulatedRoadsWithoutAModel() throws IOException {
        Path labels = folder.resolve("roads.yaml");
        Files.writeString(labels, "clear: a clear day\nfog: dense fog by day\n");
        Path out = folder.resolve("roads");
        Shell made =
                Shell.run("gdc", "images", "--simulated", "3..3", "--labels", labels, "--per-class", 2, "--out", out);
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(out.resolve("fog/00001.png")).isRegularFile();
        assertThat(Files.readAllBytes(out.resolve("fog/00000.png")))
                .isNotEqualTo(Files.readAllBytes(out.resolve("clear/00000.png")));
        Shell otherWorlds =
                Shell.run("gdc", "images", "--simulated", "4..4", "--labels", labels, "--per-class", 2, "--out", out);
        assertThat(otherWorlds.status()).isNotZero();
        assertThat(otherWorlds.err()).contains("worlds 3..3");
        Shell neither = Shell.run("gdc", "images", "--labels", labels, "--out", out);
        assertThat(neither.err()).contains("expected either --diffusion or --simulated");
    }

    @Test
    void preparesAClassifierFromSentencesInOneGo() throws IOException {
        OnnxGraph vision = new OnnxGraph("vision");
        vision.input("pixel_values", 3, GreyModel.SIDE, GreyModel.SIDE);
        GreyModel.node(vision, "GlobalAveragePool", "means", List.of("pixel_values"));
        GreyModel.node(vision, "Flatten", "embedding", List.of("means"));
        vision.output("embedding", 3);
        vision.write(folder.resolve("model.onnx"));
        file("preprocessor_config.json", """
                {"size": {"height": 16, "width": 16}, "resample": 3, "image_mean": [0, 0, 0], "image_std": [1, 1, 1]}
                """);
        Object[] prepare = {
            "gdc",
            "prepare",
            "--labels",
            folder.resolve("labels.yaml"),
            "--sensor-type",
            "camera",
            "--diffusion",
            folder.resolve("model"),
            "--templates",
            "plain",
            "--steps",
            2,
            "--guidance",
            0,
            "--features",
            folder,
            "--per-class",
            8,
            "--out",
            folder.resolve("classifier")
        };
        Shell prepared = Shell.run(prepare);
        assertThat(prepared.status()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("2 conditions, 3 features");
        Shell evaluated = Shell.run(
                "gdc",
                "evaluate",
                "--classifier",
                folder.resolve("classifier"),
                "--images",
                folder.resolve("classifier.images"),
                "--features",
                folder);
        assertThat(evaluated.out()).contains("| all features | 100.0 |").doesNotContain("Diffusion Classifier");
    }

    @Test
    void makesImagesAsTheModelSaysWhereNobodySaysOtherwise() throws IOException {
        file(
                "model/model_index.json",
                "{\"vae_decoder\": null, \"fogbell\": {\"steps\": 3, \"guidance\": 1.5, \"templates\": \"plain\"}}");
        Object[] words = {
            "gdc",
            "images",
            "--diffusion",
            folder.resolve("model"),
            "--labels",
            folder.resolve("labels.yaml"),
            "--per-class",
            1,
            "--out",
            folder.resolve("images")
        };
        Shell made = Shell.run(words);
        assertThat(made.status()).as(made.err()).isZero();
        JsonNode index =
                new JsonMapper().readTree(folder.resolve("images/images.json").toFile());
        assertThat(index.get("steps").asInt()).isEqualTo(3);
        assertThat(index.get("guidance").asDouble()).isEqualTo(1.5);
        assertThat(index.get("templates").toString()).isEqualTo("[\"{}\"]");
        Shell other = images("--per-class", 1);
        assertThat(other.err()).contains("images.json: steps: expected 1, got 3");
        Shell same = Shell.run(Stream.concat(Arrays.stream(words), Stream.of("--steps", 3, "--guidance", 1.5))
                .toArray());
        assertThat(same.status()).as(same.err()).isZero();
    }

    @Test
    void optionsOfADiffusionModelNeedOne() {
        Shell prepared = Shell.run(
                "gdc",
                "prepare",
                "--labels",
                folder.resolve("labels.yaml"),
                "--sensor-type",
                "camera",
                "--images",
                folder,
                "--guidance",
                2,
                "--out",
                folder.resolve("classifier"));
        assertThat(prepared.status()).isEqualTo(2);
        assertThat(prepared.err()).contains("--guidance", "expected --diffusion with them");
    }
}
