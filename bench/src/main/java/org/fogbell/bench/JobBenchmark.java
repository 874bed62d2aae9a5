package org.fogbell.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.LidarModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell bench job}: the job beside the bare DJL loop, turn by turn. */
@Command(
        name = "job",
        description =
                "Measures frames/s of the whole job (Kafka in, Kafka out) beside a bare DJL loop on the same frames.",
        mixinStandardHelpOptions = true)
final class JobBenchmark implements Callable<Integer> {
    private static final long MAX_TOPIC_BYTES = 1_000L << 20;
    private static final int LEAST_FRAMES = 80;

    @Option(names = "--quick", description = "Two short rounds: to see that it works, not to publish.")
    boolean quick;

    @Option(names = "--json", description = "One JSON object a line: each round, then a summary.")
    boolean json;

    @Option(
            names = "--frames",
            paramLabel = "DIR",
            description = "Recorded sweeps to run on (default: simulated ones, of a small LiDAR and of an HDL-64E).")
    @Nullable
    Path frames;

    @Mixin
    BundleOptions network = new BundleOptions();

    @Option(names = "--rounds", description = "Rounds to count, after one that warms up (default: 5, quick 2).")
    int rounds;

    @Option(names = "--seconds", description = "About how long each run lasts (default: 10, quick 4).")
    int seconds;

    @Option(names = "--workers", split = ",", description = "Predictor threads to try (default: 1 and one a core).")
    List<Integer> workers = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other job parameter. May be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        int cores = Runtime.getRuntime().availableProcessors();
        List<Integer> threads = workers.isEmpty() ? List.copyOf(new TreeSet<>(List.of(1, cores))) : workers;
        JobReport report = json ? new JsonReport(out) : new TextReport(out);
        try (BenchBundle opened = network.open();
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            ModelBundle model = opened.model();
            Map<String, String> parameters = new LinkedHashMap<>(settings);
            parameters.put("model.bundle", opened.parameter());
            parameters.put("model.device", network.device);
            report.start(Machine.here(), model.manifest());
            int number = 0;
            for (Workload workload : workloads()) {
                JobRun job = new JobRun(broker, parameters, "workload-" + ++number);
                compare(workload, new BareLoop(model, workload.records(), network.device), job, threads, report);
            }
        }
        return 0;
    }

    private List<Workload> workloads() throws Exception {
        return frames != null
                ? List.of(Workload.recorded(frames))
                : List.of(
                        Workload.simulated(LidarModel.small(), "lidar-sim-32"),
                        Workload.simulated(LidarModel.hdl64(), "hdl-64e"));
    }

    private void compare(Workload workload, BareLoop bare, JobRun job, List<Integer> threads, JobReport report)
            throws Exception {
        int frames = framesPerRun(workload, bare, threads.get(threads.size() - 1));
        int warmUp = frames / 5;
        job.fill(workload, frames);
        report.workload(workload, frames, warmUp);
        int last = rounds > 0 ? rounds : quick ? 2 : 5;
        for (int each : threads) {
            List<Round> counted = new ArrayList<>();
            for (int number = 0; number <= last; number++) {
                Measurement alone = bare.run(each, frames, warmUp);
                Round round = new Round(number, each, alone, job.run(each + "-" + number, each, frames, warmUp));
                report.round(round);
                if (number > 0) {
                    counted.add(round);
                }
            }
            report.summary(Summary.of(counted, Runtime.getRuntime().availableProcessors()));
        }
    }

    /** As many as the bare loop perceives in the wanted time, and as a topic may hold. */
    private int framesPerRun(Workload workload, BareLoop bare, int workers) throws Exception {
        double framesPerSecond =
                bare.run(workers, LEAST_FRAMES, LEAST_FRAMES / 2).framesPerSecond();
        int wanted = seconds > 0 ? seconds : quick ? 4 : 10;
        long most = MAX_TOPIC_BYTES / workload.meanBytes();
        return (int) Math.max(LEAST_FRAMES, Math.min(Math.round(framesPerSecond * wanted), most));
    }
}
