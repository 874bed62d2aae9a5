package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.fogbell.models.perception.OnnxGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier of images of three colours, by a network that sees the mean colour of each quarter. */
class GdcOfImagesITCase {
    @TempDir
    Path folder;

    private Path labels = Path.of("");
    private Path features = Path.of("");

    @BeforeEach
    void files() throws IOException {
        labels = folder.resolve("conditions.yaml");
        Files.writeString(labels, "dusk: a red sky\nforest: green trees\nsea: blue water\n");
        features = network(folder.resolve("features"), 3);
        images(folder.resolve("references"), 16, 1);
        images(folder.resolve("others"), 8, 2);
    }

    @Test
    void namesWhatImagesShow() throws IOException {
        Shell prepared = prepare("references");
        assertThat(prepared.status()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("3 conditions, 12 features");
        JsonNode json = new JsonMapper().readTree(evaluate(features, "--json").out());
        assertThat(json.get("frames").asInt()).isEqualTo(24);
        assertThat(json.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(json.get("accuracy_statistics_alone").asDouble()).isLessThan(1);
    }

    @Test
    void refusesOtherFeaturesThanItWasPreparedWith() throws IOException {
        assertThat(prepare("references").status()).isZero();
        Shell other = evaluate(network(folder.resolve("other"), 2));
        assertThat(other.status()).isNotZero();
        assertThat(other.err())
                .contains("the classifier was prepared with features of image-1 with network ")
                .contains("the frame's are of image-1 with network ");
    }

    @Test
    void takesTheSameFeaturesFromAnotherFolder() throws IOException {
        assertThat(prepare("references").status()).isZero();
        Shell elsewhere = evaluate(network(folder.resolve("elsewhere"), 3));
        assertThat(elsewhere.status()).as(elsewhere.err()).isZero();
    }

    @Test
    void takesItsOwnFeaturesWhereNoneAreNamed() {
        Object[] words = {
            "gdc",
            "prepare",
            "--labels",
            labels,
            "--sensor-type",
            "front-camera",
            "--images",
            folder.resolve("references"),
            "--out",
            folder.resolve("classifier")
        };
        Shell prepared = Shell.run(words);
        assertThat(prepared.status()).as(prepared.err()).isZero();
        assertThat(prepared.out()).contains("3 conditions, 608 features");
        Shell named = evaluate(Path.of("road-unet"));
        assertThat(named.status()).as(named.err()).isZero();
    }

    @Test
    void namesTheLabelsWithoutImages() throws IOException {
        Files.writeString(labels, "dusk: a red sky\nsnow: white\nice: white too\n");
        Shell prepared = prepare("references");
        assertThat(prepared.status()).isEqualTo(Fogbell.FAILED);
        assertThat(prepared.err()).contains("got none for snow, ice");
    }

    @Test
    void needsEitherSweepsOrImages() {
        Shell both = Shell.run(
                "gdc",
                "prepare",
                "--labels",
                labels,
                "--sensor-type",
                "cam",
                "--out",
                folder.resolve("c"),
                "--data",
                folder,
                "--images",
                folder);
        assertThat(both.status()).isNotZero();
        assertThat(both.err()).contains("expected --data for a LiDAR, or --images for a camera");
    }

    private Shell prepare(String images) {
        return Shell.run(
                "gdc",
                "prepare",
                "--labels",
                labels,
                "--sensor-type",
                "front-camera",
                "--images",
                folder.resolve(images),
                "--features",
                features,
                "--out",
                folder.resolve("classifier"));
    }

    private Shell evaluate(Path by, Object... more) {
        Object[] words = new Object[8 + more.length];
        Object[] first = {
            "gdc",
            "evaluate",
            "--classifier",
            folder.resolve("classifier"),
            "--images",
            folder.resolve("others"),
            "--features",
            by
        };
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return Shell.run(words);
    }

    /** The mean red, green and blue of each quarter of 8 x 8 pixels. */
    static Path network(Path to, int resample) throws IOException {
        OnnxGraph graph = new OnnxGraph("vision");
        graph.input("pixel_values", 3, 8, 8);
        TreeMap<String, List<Long>> pool = new TreeMap<>();
        pool.put("kernel_shape", List.of(4L, 4L));
        pool.put("strides", List.of(4L, 4L));
        graph.node("AveragePool", "pooled", List.of("pixel_values"), pool);
        graph.node("Flatten", "embedding", List.of("pooled"), new TreeMap<>());
        graph.output("embedding", 12);
        Files.createDirectories(to);
        graph.write(to.resolve("model.onnx"));
        Files.writeString(to.resolve("preprocessor_config.json"), """
                {"size": {"shortest_edge": 8}, "resample": %d, "crop_size": 8,
                 "image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25]}
                """.formatted(resample));
        return to;
    }

    /** Noise around red, green or blue, all as bright as each other. */
    private static void images(Path to, int count, long seed) throws IOException {
        int[][] colours = {{170, 30, 30}, {30, 102, 30}, {30, 30, 200}};
        List<String> names = List.of("dusk", "forest", "sea");
        Random random = new Random(seed);
        for (int c = 0; c < names.size(); c++) {
            Path of = Files.createDirectories(to.resolve(names.get(c)));
            for (int i = 0; i < count; i++) {
                BufferedImage image = new BufferedImage(20, 12, BufferedImage.TYPE_INT_RGB);
                for (int pixel = 0; pixel < 240; pixel++) {
                    int rgb = 0;
                    for (int k = 0; k < 3; k++) {
                        rgb = rgb << 8 | Math.max(0, Math.min(255, colours[c][k] + random.nextInt(50) - 25));
                    }
                    image.setRGB(pixel % 20, pixel / 20, rgb);
                }
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
    }
}
