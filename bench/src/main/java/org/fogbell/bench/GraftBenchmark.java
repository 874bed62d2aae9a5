package org.fogbell.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
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
import java.util.stream.LongStream;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.graft.NetworkCost;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.InputGeometry;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.training.DetectorSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench graft}: the forward with the entropies of all layers beside the same forward without them, on ONNX
 * Runtime. One thread, by the processor time that it used; the two take turns, so that what else runs on the machine
 * falls on both.
 */
@Command(
        name = "graft",
        description = "Measures a network with grafted entropies beside the same network without them.",
        mixinStandardHelpOptions = true)
final class GraftBenchmark implements Callable<Integer> {
    private static final int WARM_UP = 2;
    private static final double TARGET_TINY = 1.35;
    private static final double TARGET_BASE = 1.20;

    @Option(names = "--quick", description = "A few rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu or gpu:N; on a GPU by the clock, not by processor time. Default: ${DEFAULT-VALUE}")
    String device = "cpu";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() throws IOException, OrtException {
        Path folder = Files.createTempDirectory("fogbell-bench");
        try {
            measure("tiny", DetectorSize.tiny(), folder, quick ? 10 : 100, TARGET_TINY);
            measure("base", DetectorSize.base(), folder, quick ? 2 : 15, TARGET_BASE);
        } finally {
            delete(folder);
        }
        return 0;
    }

    private void measure(String name, DetectorSize size, Path folder, int rounds, double target)
            throws IOException, OrtException {
        Path plain = RandomBackbone.write(folder.resolve(name + ".onnx"), size);
        InspectedNetwork network = InspectedNetwork.of(plain, null);
        List<FeatureBlock> blocks = network.blocks(3);
        ModelBundle grafted = RandomBackbone.graft(network, size.grid(), Files.createDirectory(folder.resolve(name)));
        long[] shape = LongStream.concat(
                        LongStream.of(1), size.grid().shape().stream().mapToLong(Integer::longValue))
                .toArray();
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            addGpu(options);
            try (OrtSession first = environment.createSession(plain.toString(), options);
                    OrtSession second =
                            environment.createSession(grafted.network().toString(), options);
                    OnnxTensor frame = OnnxTensor.createTensor(environment, noise(size.grid()), shape)) {
                for (int round = -WARM_UP; round < rounds; round++) {
                    double plainMillis = millis(first, frame);
                    double graftedMillis = millis(second, frame);
                    if (round >= 0) {
                        without[round] = plainMillis;
                        with[round] = graftedMillis;
                    }
                }
            }
        }
        print(name, network, blocks, without, with, target);
    }

    private double millis(OrtSession session, OnnxTensor frame) throws OrtException {
        long before = nanos();
        session.run(Map.of(session.getInputNames().iterator().next(), frame)).close();
        return (nanos() - before) / 1e6;
    }

    /** Processor time of this thread; on a GPU the clock, since a run returns when its outputs are in memory. */
    private long nanos() {
        return device.equals("cpu") ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    private void addGpu(OrtSession.SessionOptions options) throws OrtException {
        int gpu = new ServingOptions(device, 1).gpu();
        if (gpu >= 0) {
            try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
                cuda.add("use_tf32", "0");
                options.addCUDA(cuda);
            }
        }
    }

    private static FloatBuffer noise(InputGeometry input) {
        Random random = new Random(2);
        float[] values = new float[input.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return FloatBuffer.wrap(values);
    }

    private void print(
            String name,
            InspectedNetwork network,
            List<FeatureBlock> blocks,
            double[] without,
            double[] with,
            double target)
            throws IOException {
        double[] ratios = new double[with.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = with[i] / without[i];
        }
        Spread plain = Spread.of(without);
        Spread ratio = Spread.of(ratios);
        long added =
                blocks.stream().map(network::cost).mapToLong(NetworkCost::flops).sum();
        double flopRatio = 1 + (double) added / network.cost().flops();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "graft");
        line.put("size", name);
        line.put("device", device);
        line.put("millis", Map.of("min", plain.min(), "median", plain.median(), "max", plain.max()));
        line.put("ratio", Map.of("min", ratio.min(), "median", ratio.median(), "max", ratio.max()));
        line.put("flop_ratio", flopRatio);
        if (device.equals("cpu")) {
            line.put("target", target);
        }
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%-5s forward %.1f ms (%.1f to %.1f), %.1f GFLOP/s  with entropies %.1f ms  ratio %.3f (%.3f to"
                                + " %.3f), %s, by arithmetic alone %.3f",
                        name,
                        plain.median(),
                        plain.min(),
                        plain.max(),
                        network.cost().flops() / plain.median() / 1e6,
                        Spread.of(with).median(),
                        ratio.median(),
                        ratio.min(),
                        ratio.max(),
                        device.equals("cpu") ? String.format(Locale.ROOT, "target %.2f", target) : device,
                        flopRatio));
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
