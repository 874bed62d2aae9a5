package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.OnnxGraph;
import org.fogbell.models.perception.Provenance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera in the whole system: a bundle that scores images, and a classifier of images that names the alerts. */
class CameraDemoITCase {
    private static final int SIDE = 32;
    private static final int CHANNELS = 16;
    private static final int FRAMES = 160;

    @TempDir
    Path folder;

    private Path recording = Path.of("");
    private Path bundle = Path.of("");
    private Path features = Path.of("");
    private Path classifier = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        recording = folder.resolve("recording");
        images(recording, FRAMES, 1);
        bundle = bundle(folder.resolve("bundle"));
        succeeds("calibrate", "--bundle", bundle, "--data", recording, "--format", "image", "--sensor-type", "camera");

        Path references = folder.resolve("references");
        images(references.resolve("clear"), 16, 2);
        for (String kind : List.of("night", "white-balance")) {
            succeeds(
                    "corrupt",
                    "--in",
                    references.resolve("clear"),
                    "--kind",
                    kind,
                    "--severity",
                    5,
                    "--out",
                    references.resolve(kind));
        }
        Path labels = Files.writeString(
                folder.resolve("conditions.yaml"),
                "clear: a clear day\nnight: a clear night\nwhite-balance: a clear day, with wrong colours\n");
        features = GdcOfImagesITCase.network(folder.resolve("features"), 3);
        classifier = folder.resolve("classifier");
        succeeds(
                "gdc",
                "prepare",
                "--labels",
                labels,
                "--sensor-type",
                "camera",
                "--images",
                references,
                "--features",
                features,
                "--out",
                classifier);
    }

    @Test
    void alertsOfACameraComeAgainWithTheNameOfWhatItSees() throws Exception {
        List<JsonNode> records = DemoITCase.demo(options(features, "--duration", "36s", "--inject", "night:5@14s-24s")
                .toArray(String[]::new));
        List<JsonNode> named = records.stream()
                .filter(record -> !record.get("condition").isNull())
                .toList();
        List<JsonNode> alerts = records.stream()
                .filter(record -> record.get("condition").isNull())
                .toList();

        DemoITCase.assertIsOneEpisode(alerts);
        assertThat(alerts.get(0).get("sensor_type").asText()).isEqualTo("camera");
        assertThat(alerts.get(0).get("stream_seconds").asDouble()).isBetween(14.0, 24.0);
        assertThat(named).isNotEmpty().allSatisfy(record -> {
            JsonNode condition = record.get("condition");
            assertThat(condition.get("likeliest").asText()).isEqualTo("night");
            assertThat(condition.get("probability").asDouble()).isBetween(0.5, 1.0);
            assertThat(condition.get("runner_up").asText()).isIn("clear", "white-balance");
            assertThat(condition.get("calibration_error").asDouble()).isBetween(0.0, 1.0);
            assertThat(condition.get("frame_ids")).isNotEmpty();
        });
        assertThat(named)
                .extracting(record -> ((ObjectNode) record.deepCopy()).without("condition"))
                .containsExactlyElementsOf(alerts.stream()
                        .filter(alert -> !alert.get("state").asText().equals("RESOLVED"))
                        .map(alert -> ((ObjectNode) alert.deepCopy()).without("condition"))
                        .toList());
    }

    @Test
    void refusesAnotherVisionNetworkAsTheJobStarts() throws IOException {
        Path other = GdcOfImagesITCase.network(folder.resolve("other"), 2);
        List<Object> demo = new ArrayList<>(List.of("demo"));
        demo.addAll(options(other, "--duration", "20s"));
        Shell refused = Shell.run(demo.toArray());
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err())
                .contains("naming.features: " + classifier + " was prepared with features of")
                .contains("got " + other + ", which is of");
    }

    private List<String> options(Path vision, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--frames", recording.toString()));
        arguments.addAll(List.of("--format", "image", "--rate", "4"));
        arguments.addAll(List.of("--model.bundle", bundle.toString()));
        arguments.addAll(List.of("--naming.classifier", classifier.toString()));
        arguments.addAll(List.of("--naming.features", vision.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static void succeeds(Object... arguments) {
        Shell run = Shell.run(arguments);
        assertThat(run.status()).as(run.err()).isZero();
    }

    /** The same grey road under a blue sky, with the noise of a sensor. */
    private static void images(Path to, int count, long seed) throws IOException {
        Files.createDirectories(to);
        Random random = new Random(seed);
        for (int n = 0; n < count; n++) {
            byte[] rgb = new byte[SIDE * SIDE * 3];
            for (int i = 0; i < rgb.length; i++) {
                int row = i / 3 / SIDE;
                int level = row < SIDE / 2 ? 120 + 40 * (i % 3) : 90 + 2 * (i / 3 % SIDE);
                rgb[i] = (byte) (level + random.nextInt(21) - 10);
            }
            Files.write(to.resolve("%06d.png".formatted(n)), ImageCodec.encodePng(new CameraImage(SIDE, SIDE, rgb)));
        }
    }

    /** Three convolutions with weights that nobody trained. */
    private static Path bundle(Path to) throws IOException {
        Files.createDirectories(to);
        OnnxGraph graph = new OnnxGraph("backbone");
        graph.input("input", 3, SIDE, SIDE);
        TreeMap<String, List<Long>> convolution = new TreeMap<>();
        convolution.put("kernel_shape", List.of(3L, 3L));
        convolution.put("pads", List.of(1L, 1L, 1L, 1L));
        Random random = new Random(5);
        List<String> layers = IntStream.range(0, 3).mapToObj(i -> "layer" + i).toList();
        String source = "input";
        int inputs = 3;
        for (String layer : layers) {
            float[] weights = new float[CHANNELS * inputs * 9];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (9 * inputs)));
            }
            graph.tensor(layer + ".weight", weights, CHANNELS, inputs, 3, 3);
            graph.node("Conv", layer + ".sum", List.of(source, layer + ".weight"), convolution);
            graph.node("Relu", layer, List.of(layer + ".sum"), new TreeMap<>());
            graph.output(layer, CHANNELS, SIDE, SIDE);
            source = layer;
            inputs = CHANNELS;
        }
        graph.write(to.resolve("model.onnx"));
        ModelBundle.write(
                to,
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        "three-convolutions",
                        BundleManifest.ONNX_RUNTIME,
                        "model.onnx",
                        new ImageGeometry(SIDE, SIDE, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25)),
                        List.of(new FeatureBlock("block", layers)),
                        LayerEntropy.RADIUS,
                        null,
                        new TreeMap<>(),
                        new Provenance("a test", 5, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                        ""));
        return to;
    }
}
