package org.fogbell.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.graft.Graft;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.GraftedEntropies;
import org.fogbell.models.perception.ModelBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench entropies}: the entropy of a feature map as ordinary operators in the network, and from an array
 * in Java, beside the published algorithm taken at its word on PyTorch. One thread, by the processor time that it used;
 * all take turns. What the operators cost is the time of a network of three such maps with them, less that of the same
 * network without, by three.
 */
@Command(
        name = "entropies",
        description = "Measures the entropies of feature maps beside the published algorithm taken literally.",
        mixinStandardHelpOptions = true)
final class EntropiesBenchmark implements Callable<Integer> {
    private static final double TARGET = 20;
    private static final double AGREEMENT = 1e-4;

    /** A feature map: its sides, and how many such layers the backbone of size base has. */
    private record FeatureMap(int channels, int rows, int columns, int layersOfBase) {
        int positions() {
            return rows * columns;
        }

        /** One height slice and what a grid has beside: six channels to make the map of. */
        BirdsEyeGrid grid() {
            return new BirdsEyeGrid(0, rows, 0, columns, -3, 1, 1, 1);
        }
    }

    private static final List<FeatureMap> MAPS = List.of(
            new FeatureMap(128, 200, 176, 0),
            new FeatureMap(64, 216, 248, 6),
            new FeatureMap(128, 108, 124, 6),
            new FeatureMap(256, 54, 62, 6));

    /** What each way takes for one map, ms a round. */
    private record Millis(double[] published, double[] graph, double[] array) {
        Millis(int rounds) {
            this(new double[rounds], new double[rounds], new double[rounds]);
        }

        void add(Millis other, int times) {
            for (int round = 0; round < published.length; round++) {
                published[round] += times * other.published[round];
                graph[round] += times * other.graph[round];
                array[round] += times * other.array[round];
            }
        }
    }

    @Option(names = "--quick", description = "Two rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Mixin
    PythonOptions python = new PythonOptions();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() throws IOException, InterruptedException, OrtException {
        int rounds = quick ? 2 : 7;
        Millis backbone = new Millis(rounds);
        try (PublishedEloss published = new PublishedEloss()) {
            for (FeatureMap map : MAPS) {
                Millis millis = measure(map, published, rounds);
                print(name(map), millis);
                backbone.add(millis, map.layersOfBase());
            }
        }
        print("all 18 layers of base", backbone);
        python(rounds);
        return 0;
    }

    /** The published algorithm in Python, beside the network's operators as measured above: of the first map alone. */
    private void python(int rounds) throws IOException, InterruptedException {
        PythonPeer peer = python.peer("published_eloss.py");
        if (!peer.has(List.of("torch"))) {
            output.say(python.python + " has no torch (Debian's python3-torch): not compared with Python");
            return;
        }
        FeatureMap map = MAPS.get(0);
        JsonNode measured = peer.run(
                List.of(Integer.toString(map.channels()), Integer.toString(map.positions()), Integer.toString(rounds)));
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            millis[round] = measured.get("millis").get(round).asDouble();
        }
        Spread spent = Spread.of(millis);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "entropies");
        line.put("map", name(map));
        line.put("way", "as published, Python");
        line.put("millis", spent);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%-22s as published, Python %8.1f ms (%.1f to %.1f)",
                        name(map),
                        spent.median(),
                        spent.min(),
                        spent.max()));
    }

    private static String name(FeatureMap map) {
        return map.channels() + " x " + map.rows() + " x " + map.columns();
    }

    private Millis measure(FeatureMap map, PublishedEloss published, int rounds) throws IOException, OrtException {
        Path folder = Files.createTempDirectory("fogbell-bench");
        BirdsEyeGrid grid = map.grid();
        Path plain = RandomBackbone.writeMap(folder.resolve("plain.onnx"), grid, map.channels());
        ModelBundle grafted = RandomBackbone.graft(
                InspectedNetwork.of(plain, null), grid, Files.createDirectory(folder.resolve("grafted")));
        long[] shape = {1, grid.channels(), grid.rows(), grid.columns()};
        Millis millis = new Millis(rounds);
        // After DJL's engine, which wants to be the first to make it.
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession without = environment.createSession(plain.toString(), options);
                    OrtSession with =
                            environment.createSession(grafted.network().toString(), options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, noise(grid.size()), shape)) {
                float[] features = lastMap(without, input, map);
                requireAgreement(map, features, published, with, input);
                for (int round = -1; round < rounds; round++) {
                    double bare =
                            millis(() -> without.run(Map.of("input", input)).close());
                    double graph = millis(() -> with.run(Map.of("input", input)).close());
                    double array = millis(() -> LayerEntropy.RADIUS.of(features, 0, map.channels(), map.positions()));
                    double literal = millis(() -> published.entropy(features, map.channels(), map.positions()));
                    if (round >= 0) {
                        millis.graph[round] = (graph - bare) / RandomBackbone.MAPS.size();
                        millis.array[round] = array;
                        millis.published[round] = literal;
                    }
                }
            }
        } finally {
            GraftBenchmark.delete(folder);
        }
        return millis;
    }

    /** All three compute one number, or the comparison would be none. */
    private static void requireAgreement(
            FeatureMap map, float[] features, PublishedEloss published, OrtSession grafted, OnnxTensor input)
            throws OrtException {
        double expected = published.entropy(features, map.channels(), map.positions());
        double array = LayerEntropy.RADIUS.of(features, 0, map.channels(), map.positions());
        GraftedEntropies outputs = Graft.outputs(LayerEntropy.RADIUS, RandomBackbone.MAPS.size());
        double graph;
        try (OrtSession.Result result = grafted.run(Map.of("input", input))) {
            OnnxTensor entropies = (OnnxTensor) result.get(outputs.entropies()).orElseThrow();
            graph = entropies.getFloatBuffer().get(RandomBackbone.MAPS.size() - 1);
        }
        if (!(Math.abs(array - expected) <= AGREEMENT * expected
                && Math.abs(graph - expected) <= AGREEMENT * expected)) {
            throw new IllegalStateException("expected one entropy from all, got " + expected + " as published, " + graph
                    + " in the network and " + array + " from the array");
        }
    }

    private static float[] lastMap(OrtSession network, OnnxTensor input, FeatureMap map) throws OrtException {
        try (OrtSession.Result result = network.run(Map.of("input", input))) {
            float[] features = new float[map.channels() * map.positions()];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(features);
            return features;
        }
    }

    private interface Work {
        void run() throws OrtException;
    }

    private double millis(Work work) throws OrtException {
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - before) / 1e6;
    }

    private static FloatBuffer noise(int size) {
        Random random = new Random(2);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat();
        }
        return FloatBuffer.wrap(values);
    }

    private void print(String name, Millis millis) throws IOException {
        Spread published = Spread.of(millis.published);
        for (Map.Entry<String, double[]> way :
                List.of(Map.entry("in the network", millis.graph), Map.entry("from an array, Java", millis.array))) {
            double[] ratios = new double[way.getValue().length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = millis.published[round] / way.getValue()[round];
            }
            Spread spent = Spread.of(way.getValue());
            Spread ratio = Spread.of(ratios);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", "entropies");
            line.put("map", name);
            line.put("way", way.getKey());
            line.put("published_millis", published);
            line.put("millis", spent);
            line.put("times_faster", ratio);
            line.put("target", TARGET);
            output.print(
                    line,
                    String.format(
                            Locale.ROOT,
                            "%-22s as published %8.1f ms (%.1f to %.1f)  %-20s %7.2f ms (%.2f to %.2f)  %.0f times"
                                    + " faster (%.0f to %.0f), target %.0f",
                            name,
                            published.median(),
                            published.min(),
                            published.max(),
                            way.getKey(),
                            spent.median(),
                            spent.min(),
                            spent.max(),
                            ratio.median(),
                            ratio.min(),
                            ratio.max(),
                            TARGET));
        }
    }
}
