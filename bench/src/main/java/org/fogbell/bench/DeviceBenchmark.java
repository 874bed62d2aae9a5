package org.fogbell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.LidarModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench device}: the whole job on a device beside the same job on the CPU, turn by turn over the same frames in one
 * process: how many frames a second, and whether both say the same of each frame.
 */
@Command(
        name = "device",
        description =
                "Measures the whole job (Kafka in, Kafka out) on a device beside the CPU, and how far their scores agree.",
        mixinStandardHelpOptions = true)
final class DeviceBenchmark implements Callable<Integer> {
    private static final String CPU = "cpu";
    private static final long MAX_TOPIC_BYTES = 1_000L << 20;

    /** Scores come in bursts, behind the watermark: a shorter run says nothing of its speed. */
    private static final double LEAST_SECONDS = 4;

    @Option(names = "--quick", description = "Two short rounds: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BundleOptions network = new BundleOptions();

    @Option(
            names = "--workers",
            description = "Threads that run the network, on either device (default: ${DEFAULT-VALUE}).")
    int workers = 4;

    @Option(names = "--rounds", description = "Rounds to count, after one that warms up (default: 5, quick 2).")
    int rounds;

    @Option(
            names = "--frames",
            description = "Frames of each run, a fifth to warm up (default: 3000, at most 1 GB; quick 60).")
    int frames;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other job parameter. May be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Override
    public Integer call() throws Exception {
        try (BenchBundle opened = network.open();
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            // By its number, as 'auto' would also say what the cluster assigned.
            String other = LoadedBundle.device(opened.model().manifest(), new ServingOptions(network.device, 1));
            Map<String, String> parameters = new LinkedHashMap<>(settings);
            parameters.put("model.bundle", opened.parameter());
            int number = 0;
            for (Workload workload : List.of(
                    Workload.simulated(LidarModel.small(), "lidar-sim-32"),
                    Workload.simulated(LidarModel.hdl64(), "hdl-64e"))) {
                int each = (int)
                        Math.min(frames > 0 ? frames : quick ? 60 : 3_000, MAX_TOPIC_BYTES / workload.meanBytes());
                JobRun job = new JobRun(broker, parameters, "device-" + ++number);
                job.fill(workload, each);
                Turns turns = new Turns(job, each, workers);
                for (int round = 0; round <= (rounds > 0 ? rounds : quick ? 2 : 5); round++) {
                    turns.run(CPU, round);
                    turns.run(other, round);
                }
                print(workload, other, turns);
            }
        }
        return 0;
    }

    /** What the job's runs gave, by device. Round 0 warms up: its speed does not count, its scores do. */
    static final class Turns {
        private final JobRun job;
        private final int frames;
        private final int workers;
        private final Map<String, List<Double>> rates = new LinkedHashMap<>();
        private final Map<String, List<Double>> cores = new LinkedHashMap<>();
        private final Map<String, Elosses> elosses = new LinkedHashMap<>();
        private int runs;

        Turns(JobRun job, int frames, int workers) {
            this.job = job;
            this.frames = frames;
            this.workers = workers;
        }

        void run(String device, int round) throws Exception {
            Elosses scores = elosses.computeIfAbsent(device, any -> new Elosses());
            // The name tells apart the consumer groups, also where both devices are the same.
            String name = ++runs + "-" + round;
            Measurement run = job.with(Map.of("model.device", device)).run(name, workers, frames, warmUp(), scores);
            if (round > 0) {
                rates.computeIfAbsent(device, any -> new ArrayList<>()).add(run.framesPerSecond());
                cores.computeIfAbsent(device, any -> new ArrayList<>()).add(run.busyCores());
            }
        }

        int warmUp() {
            return frames / 5;
        }

        Spread rate(String device) {
            return spread(rates.getOrDefault(device, List.of()));
        }

        Spread cores(String device) {
            return spread(cores.getOrDefault(device, List.of()));
        }

        Elosses elosses(String device) {
            return elosses.getOrDefault(device, new Elosses());
        }

        private static Spread spread(List<Double> values) {
            return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private void print(Workload workload, String other, Turns turns) throws IOException {
        Elosses.Difference difference = turns.elosses(other).against(turns.elosses(CPU));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "device");
        line.put("bundle", network.bundle);
        line.put("workload", workload.name());
        line.put("workers", workers);
        line.put("frames", turns.frames);
        line.put("cpu_frames_per_second", turns.rate(CPU));
        line.put("cpu_busy_cores", turns.cores(CPU));
        line.put("device", other);
        line.put("device_frames_per_second", turns.rate(other));
        line.put("device_busy_cores", turns.cores(other));
        line.put("eloss", difference);
        double seconds = (turns.frames - turns.warmUp())
                / Math.max(turns.rate(CPU).max(), turns.rate(other).max());
        boolean isTooShort = seconds < LEAST_SECONDS;
        line.put("too_short", isTooShort);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s, %s, %d workers, %d frames a run: frames/s on %s %s; on the CPU %s; busy cores %s and %s;"
                                + " Eloss of %d frames, relative: median %.1e, most %.1e; of a frame's runs on %s most %.1e%s",
                        network.bundle,
                        workload.name(),
                        workers,
                        turns.frames,
                        other,
                        turns.rate(other),
                        turns.rate(CPU),
                        turns.cores(other),
                        turns.cores(CPU),
                        difference.frames(),
                        difference.median(),
                        difference.most(),
                        other,
                        turns.elosses(other).spread(),
                        isTooShort ? "; too short to tell how fast it is: more --frames" : ""));
    }
}
