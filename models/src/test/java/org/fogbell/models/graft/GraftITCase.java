package org.fogbell.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fogbell.models.graft.SmallNetwork.INPUT;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.ServingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraftITCase {
    private static final double RELATIVE = 1e-4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = LayerEntropy.class,
            names = {"RADIUS", "LOG_RADIUS", "RENYI2", "CODING_RATE"})
    void theGraphComputesWhatJavaComputes(LayerEntropy kind) throws IOException, OrtException {
        assertAgrees(SmallNetwork.chain(folder), kind);
    }

    @Test
    void aSharedMeanThousandTimesTheScatterDoesNotCancel() throws IOException, OrtException {
        float[] weights = new float[12 * 12 * 9];
        Random random = new Random(5);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        float[] biases = new float[12];
        Arrays.fill(biases, 30_000);
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .conv("c.conv", "b", 12, weights, biases)
                .node("Relu", "c", "c.conv")
                .write(folder, "c");
        assertAgrees(file, LayerEntropy.RADIUS);
    }

    @Test
    void deadAndEqualChannelsCountAsEqual() throws IOException, OrtException {
        float[] weights = new float[12 * 12 * 9];
        float[] biases = new float[12];
        // Six channels pass one channel on, three are dead and three are constant.
        for (int channel = 0; channel < 6; channel++) {
            weights[(channel * 12 + 2) * 9 + 4] = 1;
        }
        Arrays.fill(biases, 9, 12, 0.5f);
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .conv("c.conv", "b", 12, weights, biases)
                .node("Relu", "c", "c.conv")
                .write(folder, "c");
        for (LayerEntropy kind : List.of(LayerEntropy.RADIUS, LayerEntropy.LOG_RADIUS)) {
            double[] entropies = assertAgrees(file, kind);
            assertThat(entropies[2]).isCloseTo(kind == LayerEntropy.RADIUS ? 0 : Math.log(1e-6), within(1e-5));
        }
    }

    @Test
    void aLayerThatIsDeadAltogetherHasNoEntropy() throws IOException, OrtException {
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .conv("c.conv", "b", 12, new float[12 * 12 * 9], new float[12])
                .node("Relu", "c", "c.conv")
                .write(folder, "c");
        for (LayerEntropy kind : List.of(LayerEntropy.RADIUS, LayerEntropy.RENYI2, LayerEntropy.CODING_RATE)) {
            assertThat(assertAgrees(file, kind)[2]).isZero();
        }
    }

    @Test
    void aLayerInHalfPrecisionIsSummedInFloat32() throws IOException {
        Path file = SmallNetwork.chain(folder);
        double[] expected = entropies(file);
        SmallNetwork.changeGraph(file, GraftITCase::withHalfPrecision);
        double[] halves = entropies(file);
        // 11 bits of a value's 24 are left, where ONNX Runtime does not compute it in float32 all the same.
        assertThat(halves).containsExactly(expected, within(1e-3));
    }

    private double[] entropies(Path file) throws IOException {
        ModelBundle bundle = graft(file, InspectedNetwork.of(file, null).blocks("a,b,c", 3), LayerEntropy.LOG_RADIUS);
        return SmallBundle.perceive(bundle, List.of(SmallBundle.image(1)))
                .get(0)
                .profile()
                .entropies();
    }

    /** The layer b becomes one of float16. */
    private static GraphProto.Builder withHalfPrecision(GraphProto.Builder graph) {
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOutput(0).equals("b")) {
                nodes.add(cast("b.conv", "b.half", TensorProto.DataType.FLOAT16));
                nodes.add(node.toBuilder().setInput(0, "b.half").build());
                nodes.add(cast("b", "b.full", TensorProto.DataType.FLOAT));
            } else {
                nodes.add(
                        node.getInput(0).equals("b")
                                ? node.toBuilder().setInput(0, "b.full").build()
                                : node);
            }
        }
        return graph.clearNode().addAllNode(nodes);
    }

    private static NodeProto cast(String from, String to, TensorProto.DataType type) {
        return NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput(from)
                .addOutput(to)
                .addAttribute(NodeWriter.number("to", type.getNumber()))
                .build();
    }

    @Test
    void layersAreNoOutputsAnyMore() throws IOException {
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .unit("c", "b", 12)
                .unit("seen", "c", 12)
                .write(folder, "a", "b", "c", "seen");
        ModelBundle bundle = graft(file, InspectedNetwork.of(file, null).blocks("a,b,c", 3), LayerEntropy.RADIUS);
        ModelProto grafted = ModelProto.parseFrom(Files.readAllBytes(bundle.network()));
        assertThat(grafted.getGraph().getOutputList().stream().map(ValueInfoProto::getName))
                .containsExactly("seen", "fogbell/entropies", "fogbell/ranks", "fogbell/pooled");
        assertThatThrownBy(() -> graft(
                        bundle.network(),
                        InspectedNetwork.of(bundle.network(), null).blocks("a,b,c", 3),
                        LayerEntropy.RADIUS))
                .hasMessageContaining("expected a network without grafted entropies");
    }

    @Test
    void poolsTheChannelsOfTheLastLayerOfEachBlock() throws IOException, OrtException {
        Path file = SmallNetwork.chain(folder);
        List<FeatureBlock> blocks = InspectedNetwork.of(file, null).blocks("a,b,c", 3);
        ModelBundle bundle = graft(file, blocks, LayerEntropy.RADIUS);
        assertThat(Objects.requireNonNull(bundle.manifest().graft()).pooled()).isEqualTo("fogbell/pooled");
        List<CameraImage> images = List.of(SmallBundle.image(1), SmallBundle.image(2));
        List<Perception> seen = SmallBundle.perceive(bundle, images);
        for (int i = 0; i < images.size(); i++) {
            List<List<Double>> means = Taps.means(file, blocks, SmallBundle.GEOMETRY, images.get(i));
            List<Double> expected = means.get(means.size() - 1);
            assertThat(seen.get(i).pooled()).hasSameSizeAs(expected);
            for (int channel = 0; channel < expected.size(); channel++) {
                assertThat(seen.get(i).pooled().get(channel))
                        .as("channel %d of image %d", channel, i)
                        .isCloseTo(expected.get(channel), within(1e-5));
            }
        }
    }

    @Test
    void theShippedBundleScoresTheSameGrafted() throws IOException {
        ModelBundle plain = ModelBundle.named("untrained");
        BundleManifest manifest = plain.manifest();
        ModelBundle grafted = Graft.write(
                InspectedNetwork.of(plain.network(), null),
                manifest.withGraft(Graft.outputs(manifest.entropy(), 3)),
                Files.createDirectory(folder.resolve("grafted")));
        assertThat(grafted.manifest().digest()).isNotEqualTo(manifest.digest());
        assertThat(Objects.requireNonNull(grafted.manifest().graft()).pooled())
                .as("of sweeps nothing is pooled")
                .isNull();
        List<PointCloud> sweeps = List.of(sweep(1), sweep(2), PointCloud.EMPTY);
        List<Perception> expected = SmallBundle.perceive(plain, sweeps);
        List<Perception> actual = SmallBundle.perceive(grafted, sweeps);
        for (int i = 0; i < sweeps.size(); i++) {
            assertClose(
                    actual.get(i).profile().entropies(),
                    expected.get(i).profile().entropies());
            double[] ranks = expected.get(i).rankProfile().entropies();
            if (expected.get(i).blind()) {
                // All channels are constant, one rank, ln 1: of 0 nothing is relative.
                assertThat(ranks[0]).isCloseTo(0, within(1e-12));
                assertThat(actual.get(i).rankProfile().entropies()).containsExactly(ranks, within(1e-5));
            } else {
                assertClose(actual.get(i).rankProfile().entropies(), ranks);
            }
            assertThat(actual.get(i).profile().blocks().get(1).layers())
                    .isEqualTo(manifest.blocks().get(1).layers());
            assertThat(actual.get(i).blind()).isEqualTo(expected.get(i).blind());
        }
    }

    @Test
    void namesTheLayerThatIsNotFinite() throws IOException {
        float[] biases = new float[12];
        biases[3] = Float.NaN;
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .conv("c.conv", "b", 12, new float[12 * 12 * 9], biases)
                .node("Abs", "c", "c.conv")
                .write(folder, "c");
        ModelBundle bundle = graft(file, InspectedNetwork.of(file, null).blocks("a,b,c", 3), LayerEntropy.RADIUS);
        assertThatThrownBy(() -> LoadedBundle.open(bundle, ServingOptions.defaults()))
                .hasMessageContaining("layer 'c' has values that are not finite");
    }

    @Test
    void refusesAnInputThatTheDeclaredPreprocessingDoesNotMake() throws IOException {
        Path file = SmallNetwork.chain(folder);
        InspectedNetwork network = InspectedNetwork.of(file, null);
        BundleManifest wrong = SmallBundle.description(
                network.blocks(3),
                LayerEntropy.RADIUS,
                new ImageGeometry(20, 16, SmallBundle.GEOMETRY.mean(), SmallBundle.GEOMETRY.deviation()));
        assertThatThrownBy(() -> Graft.write(network, wrong, folder))
                .hasMessageContaining("input 'input' takes [1, 3, 16, 16]")
                .hasMessageContaining("[1, 3, 16, 20]");
        assertThatThrownBy(() -> graft(file, LayerEntropy.KOZACHENKO_LEONENKO))
                .hasMessageContaining("expected radius, log_radius, renyi2 or coding_rate");
    }

    /** 0..255 lie in all of these types without a loss. */
    @ParameterizedTest
    @EnumSource(names = {"UINT8", "FLOAT16", "DOUBLE"})
    void takesFramesForANetworkOfAnotherInput(TensorProto.DataType type) throws IOException {
        Path file = SmallNetwork.chain(folder);
        ImageGeometry bytes = new ImageGeometry(16, 16, List.of(0.0, 0.0, 0.0), Collections.nCopies(3, 1 / 255.0));
        double[] expected = entropies(file, bytes);
        SmallNetwork.changeGraph(file, graph -> withInput(graph, type));
        assertThat(entropies(file, bytes)).containsExactly(expected, within(1e-4));
    }

    private double[] entropies(Path file, ImageGeometry geometry) throws IOException {
        InspectedNetwork network = InspectedNetwork.of(file, null);
        BundleManifest described = SmallBundle.description(network.blocks(3), LayerEntropy.LOG_RADIUS, geometry);
        ModelBundle bundle = Graft.write(network, described, Files.createTempDirectory(folder, "bytes"));
        return SmallBundle.perceive(bundle, List.of(SmallBundle.image(1)))
                .get(0)
                .profile()
                .entropies();
    }

    private static GraphProto.Builder withInput(GraphProto.Builder graph, TensorProto.DataType type) {
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
        graph.setNode(0, graph.getNode(0).toBuilder().setInput(0, "input.float"));
        return graph.addNode(0, cast(INPUT, "input.float", TensorProto.DataType.FLOAT));
    }

    @Test
    void namesTheTypesOfInputsThatItCannotFill() throws IOException {
        Path file = SmallNetwork.chain(folder);
        SmallNetwork.changeGraph(file, graph -> withInput(graph, TensorProto.DataType.INT64));
        assertThatThrownBy(() -> graft(file, LayerEntropy.RADIUS))
                .hasMessageContaining("one input of float, float16, double or uint8, got ['input' of int64]");
    }

    private double[] assertAgrees(Path file, LayerEntropy kind) throws IOException, OrtException {
        List<FeatureBlock> blocks = InspectedNetwork.of(file, null).blocks("a,b,c", 3);
        ModelBundle bundle = graft(file, blocks, kind);
        CameraImage image = SmallBundle.image(1);
        Perception perception = SmallBundle.perceive(bundle, List.of(image)).get(0);
        List<ChannelGram> grams = Taps.grams(file, blocks, SmallBundle.GEOMETRY, image);
        double[] expected = grams.stream().mapToDouble(kind::of).toArray();
        assertClose(perception.profile().entropies(), expected);
        assertClose(
                perception.rankProfile().entropies(),
                grams.stream().mapToDouble(LayerEntropy.RENYI2::of).toArray());
        return perception.profile().entropies();
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int layer = 0; layer < expected.length; layer++) {
            assertThat(actual[layer])
                    .as("layer %d", layer)
                    .isCloseTo(expected[layer], within(RELATIVE * Math.abs(expected[layer])));
        }
    }

    private ModelBundle graft(Path file, LayerEntropy kind) throws IOException {
        return graft(file, InspectedNetwork.of(file, null).blocks(3), kind);
    }

    private ModelBundle graft(Path file, List<FeatureBlock> blocks, LayerEntropy kind) throws IOException {
        return SmallBundle.graft(file, blocks, kind, folder);
    }

    private static PointCloud sweep(long seed) {
        Random random = new Random(seed);
        float[] points = new float[4 * 20_000];
        for (int i = 0; i < points.length; i += 4) {
            points[i] = random.nextFloat() * 80 - 40;
            points[i + 1] = random.nextFloat() * 80 - 40;
            points[i + 2] = random.nextFloat() * random.nextFloat() * 4 - 2;
            points[i + 3] = random.nextFloat();
        }
        return new PointCloud(points);
    }
}
