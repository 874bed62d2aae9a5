package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.fogbell.models.perception.OnnxGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of conditions as typed, by a model of a few operators: grey as its word says, with some noise. */
class GdcImagesCommandITCase {
    private static final int SIDE = 16;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        file("labels.yaml", "fog: fog\nclear: clear\n");
        file("model/model_index.json", "{\"vae_decoder\": null}");
        file("model/tokenizer/vocab.json", "{\"<pad>\": 0, \"fog\": 1, \"clear\": 2}");
        file("model/tokenizer/tokenizer_config.json", "{\"model_max_length\": 3}");
        file("model/scheduler/scheduler_config.json", """
                {"_class_name": "EulerAncestralDiscreteScheduler", "prediction_type": "sample",
                 "timestep_spacing": "trailing"}
                """);
        OnnxGraph text = new OnnxGraph("text");
        text.input("input_ids", 3);
        text.tensor("table", new float[] {0, 0.5f, -0.5f}, 3, 1);
        text.node("Gather", "last_hidden_state", List.of("table", "input_ids"), Collections.emptySortedMap());
        text.output("last_hidden_state", 3, 1);
        Path encoder = written("text_encoder", text);
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(encoder)).toBuilder();
        model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(TensorProto.DataType.INT64.getNumber());
        Files.write(encoder, model.build().toByteArray());

        OnnxGraph unet = new OnnxGraph("unet");
        unet.input("sample", 3, SIDE, SIDE);
        unet.input("timestep");
        unet.input("encoder_hidden_states", 3, 1);
        unet.tensor("some", new float[] {0.1f}, 1);
        unet.tensor("none", new float[] {0}, 1);
        unet.tensor("ones", new float[] {1, 1, 1}, 3, 1);
        node(unet, "Transpose", "samples last", List.of("sample"), 1L, 2L, 3L, 0L);
        node(unet, "Mul", "noise", List.of("samples last", "some"));
        node(unet, "Flatten", "words", List.of("encoder_hidden_states"));
        node(unet, "MatMul", "text", List.of("words", "ones"));
        node(unet, "Transpose", "texts last", List.of("text"), 1L, 0L);
        node(unet, "Mul", "time", List.of("timestep", "none"));
        node(unet, "Add", "timed", List.of("noise", "time"));
        node(unet, "Add", "clean", List.of("timed", "texts last"));
        node(unet, "Transpose", "out_sample", List.of("clean"), 3L, 0L, 1L, 2L);
        unet.output("out_sample", 3, SIDE, SIDE);
        written("unet", unet);
    }

    private static void node(OnnxGraph graph, String operator, String output, List<String> inputs, Long... permuted) {
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        if (permuted.length > 0) {
            attributes.put("perm", List.of(permuted));
        }
        graph.node(operator, output, inputs, attributes);
    }

    private Path written(String part, OnnxGraph graph) throws IOException {
        Path file = folder.resolve("model").resolve(part).resolve("model.onnx");
        Files.createDirectories(file.resolveSibling("."));
        graph.write(file);
        return file;
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
        assertThat(image.getWidth()).isEqualTo(SIDE);
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                sum += image.getRGB(x, y) & 0xff;
            }
        }
        return sum / SIDE / SIDE;
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
        vision.input("pixel_values", 3, SIDE, SIDE);
        node(vision, "GlobalAveragePool", "means", List.of("pixel_values"));
        node(vision, "Flatten", "embedding", List.of("means"));
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
        assertThat(evaluated.out()).contains("| all features | 100.0 |");
    }
}
