package org.fogbell.models.perception;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small untrained backbone, served by ONNX Runtime through DJL. */
class OnnxRuntimeITCase {
    private static final BirdsEyeGrid GRID = SyntheticSweeps.SMALL_GRID;
    private static final List<PointCloud> SWEEPS = SyntheticSweeps.of(7, 9);
    private static final Path STATM = Path.of("/proc/self/statm");

    @TempDir
    static Path shared;

    private static LoadedBundle loaded;

    @BeforeAll
    static void openABackbone() throws IOException {
        loaded = LoadedBundle.open(
                UntrainedBackbone.write(shared, GRID, SyntheticSweeps.of(1, 10), 1, "small"),
                new ServingOptions("cpu", 1));
    }

    @AfterAll
    static void close() {
        loaded.close();
    }

    @Test
    void entropiesAreThoseOfTheLayersThatPlainJavaComputes(@TempDir Path folder) throws IOException {
        List<ConvolutionLayer> layers = randomLayers(new Random(11));
        OnnxNetwork.write(folder.resolve("model.onnx"), GRID, layers);
        ModelBundle bundle = bundle(folder, List.of("first", "second", "third"));
        try (LoadedBundle random = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = random.newModel()) {
            for (PointCloud sweep : SWEEPS) {
                Perception perception = model.perceive(List.of(sweep)).get(0);
                List<Double> radius = perception.profile().blocks().get(0).entropies();
                List<Double> ranks = perception.rankProfile().blocks().get(0).entropies();
                float[] map = new float[GRID.size()];
                GRID.newEncoder().encode(sweep, map, 0);
                int side = 16;
                for (int i = 0; i < layers.size(); i++) {
                    map = layers.get(i).convolve(map, side, side);
                    layers.get(i).activate(map);
                    side = layers.get(i).shrunk(side);
                    assertThat(radius.get(i)).isCloseTo(LayerEntropy.RADIUS.of(map, 0, 12, side * side), within(1e-5));
                    assertThat(ranks.get(i)).isCloseTo(LayerEntropy.RENYI2.of(map, 0, 12, side * side), within(1e-5));
                }
            }
        }
    }

    @Test
    void aFrameScoresTheSameAloneAndInABatch() {
        try (PerceptionModel model = loaded.newModel(1, 9)) {
            List<Perception> together = model.perceive(SWEEPS);
            for (int i = 0; i < SWEEPS.size(); i++) {
                Perception alone = model.perceive(List.of(SWEEPS.get(i))).get(0);
                assertSame(together.get(i), alone);
                assertThat(alone.eloss()).isEqualTo(Eloss.of(alone.profile()));
            }
        }
    }

    @Test
    void twoThreadsWithTwoModelsAgreeWithOne() throws Exception {
        try (PerceptionModel model = loaded.newModel()) {
            List<Perception> expected = model.perceive(SWEEPS);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<List<Perception>>> results = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                results.add(threads.submit(() -> {
                    List<Perception> last = List.of();
                    try (PerceptionModel own = loaded.newModel()) {
                        for (int i = 0; i < 50; i++) {
                            last = own.perceive(SWEEPS);
                        }
                    }
                    return last;
                }));
            }
            threads.shutdown();
            for (Future<List<Perception>> result : results) {
                for (int i = 0; i < SWEEPS.size(); i++) {
                    assertSame(result.get().get(i), expected.get(i));
                }
            }
        }
    }

    @Test
    void aSweepWithoutPointsIsBlindAndFarFromClean() {
        Calibration clean = loaded.bundle().manifest().calibrations().get("small");
        try (PerceptionModel model = loaded.newModel()) {
            float[] nothing = {Float.NaN, 0, 0, 0, 0, 0, Float.NaN, 0};
            for (PointCloud sweep : List.of(PointCloud.EMPTY, new PointCloud(nothing))) {
                Perception perception = model.perceive(List.of(sweep)).get(0);
                assertThat(perception.blind()).isTrue();
                assertThat(perception.eloss()).isFinite();
                assertThat(Math.abs(clean.robustZ(perception.eloss()))).isGreaterThan(5);
                assertThat(clean.ranks()).isNotNull().satisfies(ranks -> assertThat(
                                ranks.deviationFactor(perception.rankProfile()))
                        .isGreaterThan(5));
            }
            assertThat(model.perceive(SWEEPS)).noneMatch(Perception::blind);
        }
    }

    @Test
    void anEmptyBatchGivesNothingAndAnImageIsRefused() {
        try (PerceptionModel model = loaded.newModel()) {
            assertThat(model.perceive(List.of())).isEmpty();
            assertThatThrownBy(() -> model.perceive(List.of(SWEEPS.get(0), new CameraImage(1, 1, new byte[3]))))
                    .isInstanceOf(UnsuitableFrameException.class);
            assertThat(model.perceive(SWEEPS)).hasSize(9);
        }
    }

    @Test
    void refusesABundleWhoseLayersTheNetworkDoesNotHave(@TempDir Path folder) throws IOException {
        OnnxNetwork.write(folder.resolve("model.onnx"), GRID, randomLayers(new Random(1)));
        ModelBundle bundle = bundle(folder, List.of("first", "second", "fourth"));
        assertThatThrownBy(() -> LoadedBundle.open(bundle, ServingOptions.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("[first, second, fourth]")
                .hasMessageContaining("[first, second, third]");
    }

    @Test
    void refusesAFileThatIsNoNetwork(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "not a network");
        ModelBundle bundle = bundle(folder, List.of("first", "second", "third"));
        assertThatThrownBy(() -> LoadedBundle.open(bundle, ServingOptions.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.onnx: OnnxRuntime cannot load it");
    }

    @Test
    void refusesAGpuThatIsNotThere() {
        assertThatThrownBy(() -> LoadedBundle.open(loaded.bundle(), new ServingOptions("gpu:99", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("device gpu:99: OnnxRuntime can use");
        assertThatThrownBy(() -> new ServingOptions("tpu", 1)).hasMessageContaining("expected auto, cpu or gpu:N");
    }

    @Test
    void nativeMemoryStaysFlatOverTenThousandFrames() throws IOException {
        Assumptions.assumeTrue(Files.exists(STATM), "skipped: this system does not tell resident memory at " + STATM);
        // Kept tensors would add some 70 KB a frame: 700 MB.
        try (PerceptionModel model = loaded.newModel()) {
            run(model, 2_000);
            touchTheHeap();
            long before = residentBytes();
            run(model, 10_000);
            assertThat(residentBytes() - before).as("bytes gained").isLessThan(150L << 20);
        }
    }

    /** Java's own heap is resident from when it is first used: what frames use of it later is no gain. */
    private static void touchTheHeap() {
        long before = collections();
        for (long mebibytes = 0; collections() < before + 3 && mebibytes < 1 << 20; mebibytes++) {
            byte[] garbage = new byte[1 << 20];
            Arrays.fill(garbage, (byte) 1);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> collector.getCollectionCount())
                .sum();
    }

    @Test
    void neverAsksForTheNetworkInterface() throws IOException {
        ProxySelector usual = ProxySelector.getDefault();
        List<URI> asked = new ArrayList<>();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
        try (LoadedBundle again = LoadedBundle.open(loaded.bundle(), ServingOptions.defaults());
                PerceptionModel model = again.newModel()) {
            model.perceive(SWEEPS);
        } finally {
            ProxySelector.setDefault(usual);
        }
        assertThat(asked).isEmpty();
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }

    /** Later builds of the native library report to their maker, which no setting inside the process can stop. */
    @Test
    void theNativeLibraryHasNoTelemetryInIt() throws IOException {
        try (InputStream library =
                OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
            String content = new String(requireNonNull(library).readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(content.contains("/proc/cpuinfo"))
                    .as("strings can be found")
                    .isTrue();
            assertThat(content.contains("DISABLE_TELEMETRY")).isFalse();
            assertThat(content.contains("events.data.microsoft.com")).isFalse();
        }
    }

    private static void run(PerceptionModel model, int frames) {
        for (int i = 0; i < frames; i += SWEEPS.size()) {
            model.perceive(SWEEPS);
        }
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String[] pages = Files.readString(STATM).split(" ");
        return Long.parseLong(pages[1]) * 4096;
    }

    private static void assertSame(Perception actual, Perception expected) {
        assertThat(actual.profile().entropies())
                .containsExactly(expected.profile().entropies(), within(1e-6));
        assertThat(actual.rankProfile().entropies())
                .containsExactly(expected.rankProfile().entropies(), within(1e-6));
        assertThat(actual.statistics()).isEqualTo(expected.statistics());
        assertThat(actual.blind()).isEqualTo(expected.blind());
    }

    private static List<ConvolutionLayer> randomLayers(Random random) {
        List<ConvolutionLayer> layers = new ArrayList<>();
        int inputs = GRID.channels();
        for (String name : List.of("first", "second", "third")) {
            float[] weights = new float[12 * inputs * 9];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextGaussian() / 8;
            }
            float[] biases = new float[12];
            for (int i = 0; i < biases.length; i++) {
                biases[i] = (float) random.nextGaussian();
            }
            layers.add(new ConvolutionLayer(name, inputs, 12, layers.isEmpty() ? 2 : 1, weights, biases));
            inputs = 12;
        }
        return layers;
    }

    private static ModelBundle bundle(Path folder, List<String> layers) throws IOException {
        return ModelBundle.write(
                folder,
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        "random",
                        BundleManifest.ONNX_RUNTIME,
                        "model.onnx",
                        GRID,
                        List.of(new FeatureBlock("block", layers)),
                        LayerEntropy.RADIUS,
                        null,
                        new TreeMap<>(),
                        new Provenance("test", 0, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                        ""));
    }
}
