package org.fogbell.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.serving.EngineOptions;
import org.fogbell.models.serving.SharedEngine;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench perception}: sweeps to perceptions on a device, in batches, beside one thread of the CPU, and how far
 * the two agree. By the clock: the machine should do nothing else.
 */
@Command(
        name = "perception",
        description = "Measures perception on a device beside one thread of the CPU, and how far they agree.",
        mixinStandardHelpOptions = true)
final class PerceptionBenchmark implements Callable<Integer> {
    private static final int SWEEPS = 16;
    private static final long MOST_BYTES = 4L << 30;

    @Mixin
    BundleOptions network = new BundleOptions();

    @Option(
            names = "--batches",
            split = ",",
            defaultValue = "1,2,4,8,16",
            description = "Sizes of the batches. Default: ${DEFAULT-VALUE}")
    int[] batches = {1, 2, 4, 8, 16};

    @Option(names = "--quick", description = "A few rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    private double oneThread;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        try (BenchBundle opened = network.open()) {
            measure(opened.model());
        }
        return 0;
    }

    private void measure(ModelBundle model) throws IOException, InterruptedException, ExecutionException {
        List<PointCloud> sweeps = sweeps();
        List<Perception> expected = new ArrayList<>();
        try (LoadedBundle cpu = LoadedBundle.open(model, new ServingOptions("cpu", 1));
                PerceptionModel one = cpu.newModel(1)) {
            for (PointCloud sweep : sweeps) {
                expected.addAll(one.perceive(List.of(sweep)));
            }
            Spread rate = rate(sweeps, 1, one);
            oneThread = rate.median();
            print("cpu, one thread", 1, rate, null);
        }
        try (LoadedBundle loaded = LoadedBundle.open(model, new ServingOptions(network.device, 1))) {
            for (int batch : batches) {
                try (PerceptionModel own = loaded.newModel(batch)) {
                    Agreement agreement = Agreement.of(perceive(sweeps, batch, own), expected);
                    print(loaded.device(), batch, rate(sweeps, batch, own), agreement);
                }
            }
        }
        shared(model, sweeps, expected);
    }

    /** As the job does it: frames of many callers, batched by the engine that they share. */
    private void shared(ModelBundle model, List<PointCloud> sweeps, List<Perception> expected)
            throws IOException, InterruptedException, ExecutionException {
        EngineOptions asked =
                new EngineOptions(network.device, 0, 0, 0, MOST_BYTES, Duration.ofMillis(5), MOST_BYTES, Duration.ZERO);
        try (SharedEngine engine = SharedEngine.open(model, asked)) {
            ExecutorService callers = Executors.newFixedThreadPool(engine.callers());
            try {
                List<Perception> perceptions = together(sweeps, sweeps.size(), engine, callers);
                Agreement agreement = Agreement.of(perceptions, expected);
                double[] rates = new double[rounds()];
                int frames = Math.max(2 * engine.callers(), (int) (roundSeconds() * oneThread));
                for (int round = -1; round < rates.length; round++) {
                    long before = System.nanoTime();
                    together(sweeps, frames, engine, callers);
                    double perSecond = frames / ((System.nanoTime() - before) / 1e9);
                    if (round >= 0) {
                        rates[round] = perSecond;
                    }
                    frames = Math.max(frames, (int) (roundSeconds() * perSecond));
                }
                EngineOptions options = engine.options();
                String name = "engine on " + options.device() + ", " + options.workers() + " workers";
                print(name, options.batchFrames(), Spread.of(rates), agreement);
            } finally {
                callers.shutdown();
            }
        }
    }

    private static List<Perception> together(
            List<PointCloud> sweeps, int frames, SharedEngine engine, ExecutorService callers)
            throws InterruptedException, ExecutionException {
        List<Callable<Perception>> calls = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            PointCloud sweep = sweeps.get(i % sweeps.size());
            calls.add(() -> engine.newModel().perceive(List.of(sweep)).get(0));
        }
        List<Perception> perceptions = new ArrayList<>();
        for (Future<Perception> perception : callers.invokeAll(calls)) {
            perceptions.add(perception.get());
        }
        return perceptions;
    }

    private static List<PointCloud> sweeps() {
        SimulatedDrive drive = SimulatedDrive.of(
                DriveConfig.defaults().withVehicles(1).withFrames(SWEEPS, 2).withLidar(LidarModel.hdl64()));
        List<PointCloud> sweeps = new ArrayList<>();
        for (int i = 0; i < SWEEPS; i++) {
            sweeps.add(drive.frame(0, i).sweep());
        }
        return sweeps;
    }

    private static List<Perception> perceive(List<PointCloud> sweeps, int batch, PerceptionModel model) {
        List<Perception> perceptions = new ArrayList<>();
        for (int from = 0; from < sweeps.size(); from += batch) {
            perceptions.addAll(model.perceive(sweeps.subList(from, Math.min(from + batch, sweeps.size()))));
        }
        return perceptions;
    }

    /** Frames a second, round by round. */
    private Spread rate(List<PointCloud> sweeps, int batch, PerceptionModel model) {
        double[] rates = new double[rounds()];
        int next = 0;
        for (int round = -1; round < rates.length; round++) {
            long start = System.nanoTime();
            int frames = 0;
            double seconds;
            do {
                List<PointCloud> together = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    together.add(sweeps.get(next++ % sweeps.size()));
                }
                frames += model.perceive(together).size();
                seconds = (System.nanoTime() - start) / 1e9;
            } while (seconds < roundSeconds());
            if (round >= 0) {
                rates[round] = frames / seconds;
            }
        }
        return Spread.of(rates);
    }

    private int rounds() {
        return quick ? 3 : 7;
    }

    private double roundSeconds() {
        return quick ? 0.3 : 1;
    }

    private void print(String name, int batch, Spread rate, @Nullable Agreement agreement) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "perception");
        line.put("bundle", network.bundle);
        line.put("on", name);
        line.put("batch", batch);
        line.put("frames_per_second", Map.of("min", rate.min(), "median", rate.median(), "max", rate.max()));
        if (agreement != null) {
            line.put("agreement", agreement);
        }
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s: %-28s batch %2d  %8.1f frames/s (%.1f to %.1f), %.1f of one CPU thread%s",
                        network.bundle,
                        name,
                        batch,
                        rate.median(),
                        rate.min(),
                        rate.max(),
                        rate.median() / oneThread,
                        agreement == null ? "" : "; against it: " + agreement));
    }
}
