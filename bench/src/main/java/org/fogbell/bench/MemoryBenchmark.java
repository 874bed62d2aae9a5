package org.fogbell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fogbell.bench.ProcessorTime.Part;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.simulation.LidarModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench memory}: what the whole job allocates for a frame, and whether its native memory grows.
 *
 * <p>Copies: the threads of source, Flink and perception allocate some bytes a frame, for sweeps of several sizes. The slope of
 * the line through them is how often a payload's bytes are put into new memory, its start what a frame takes beside. Native memory:
 * looked at while many small frames go through; the slope of the line through it, with its error.
 */
@Command(
        name = "memory",
        description =
                "Measures copies of the payload and allocation per frame of the job, and whether native memory grows.",
        mixinStandardHelpOptions = true)
final class MemoryBenchmark implements Callable<Integer> {
    static final double MOST_COPIES = 3;
    static final double MOST_BYTES_BESIDE = 64 << 10;
    private static final List<Part> OF_THE_JOB = List.of(Part.SOURCE, Part.FLINK, Part.PERCEPTION);
    /** The source reads less than this ahead; so much more waits in the topic than is looked at. */
    private static final long AHEAD_BYTES = 80L << 20;

    private static final int LOOKS = 100;
    /** So many standard errors from 0 that chance gives it once in three hundred. */
    private static final double NOISE = 3;

    @Option(names = "--quick", description = "Few frames: to see that it works, not to publish.")
    boolean quick;

    @Option(names = "--bundle", description = "Model bundle: a folder, or a name (default: ${DEFAULT-VALUE}).")
    String bundle = "detector";

    @Option(names = "--frames", description = "Frames while native memory is watched (default: 20000, quick 400).")
    int frames;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Override
    public Integer call() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            copies(broker);
            growth(broker);
        }
        return 0;
    }

    private void copies(EmbeddedBroker broker) throws Exception {
        List<Workload> workloads = new ArrayList<>();
        for (int azimuths : new int[] {600, 1_200, 1_800}) {
            workloads.add(Workload.simulated(LidarModel.hdl64().withAzimuths(azimuths), "hdl-64e"));
        }
        double[] payload = new double[workloads.size()];
        double[] allocated = new double[workloads.size()];
        for (int i = 0; i < payload.length; i++) {
            JobRun job = new JobRun(broker, Map.of("model.bundle", bundle), "memory-" + i);
            payload[i] = workloads.get(i).meanBytes();
            int warmUp = (int) (AHEAD_BYTES / payload[i]);
            int all = warmUp * (quick ? 3 : 8);
            job.fill(workloads.get(i), all + warmUp);
            Map<Part, Double> each = allocated(job, warmUp, all);
            allocated[i] = OF_THE_JOB.stream()
                    .mapToDouble(part -> each.getOrDefault(part, 0.0))
                    .sum();
            printAllocated(workloads.get(i), each, allocated[i]);
        }
        printCopies(Line.through(payload, allocated));
    }

    /** Bytes a frame, by what the threads work for, once warm. */
    static Map<Part, Double> allocated(JobRun job, int warmUp, int frames) throws Exception {
        List<AllocatedBytes> looks = new ArrayList<>();
        List<Integer> scores = new ArrayList<>();
        job.run("allocated", 1, frames, warmUp, came -> {
            if (came >= warmUp) {
                looks.add(AllocatedBytes.now());
                scores.add(came);
            }
        });
        int last = looks.size() - 1;
        if (last < 1) {
            throw new IOException("expected scores to come little by little, got all of them at once");
        }
        return looks.get(last).since(looks.get(0), scores.get(last) - scores.get(0));
    }

    private void growth(EmbeddedBroker broker) throws Exception {
        int all = frames > 0 ? frames : quick ? 400 : 20_000;
        // Points do not matter here, and a topic of whole sweeps would be 40 GB.
        Workload workload = Workload.simulated(LidarModel.small().withAzimuths(60), "lidar-sim-32");
        JobRun job = new JobRun(broker, Map.of("model.bundle", bundle), "memory-growth");
        job.fill(workload, all);
        List<double[]> looks = new ArrayList<>();
        int every = Math.max(1, all / LOOKS);
        job.run("growth", 1, all, all / 4, came -> {
            // The first quarter makes compilers, caches and allocators as large as they will be.
            if (came >= all / 4 && (looks.isEmpty() || came >= looks.get(looks.size() - 1)[0] + every)) {
                looks.add(new double[] {came, NativeMemory.bytes()});
            }
        });
        double[] at = looks.stream().mapToDouble(look -> look[0]).toArray();
        double[] bytes = looks.stream().mapToDouble(look -> look[1]).toArray();
        printGrowth(all, bytes, Line.through(at, bytes));
    }

    private void printAllocated(Workload workload, Map<Part, Double> each, double sum) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "allocated");
        line.put("workload", workload.name());
        line.put("payload_bytes", workload.meanBytes());
        line.put("allocated_bytes", sum);
        line.put("by_part", each);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%,d bytes of payload: %,.0f allocated a frame: source %,.0f, Flink %,.0f, perception %,.0f",
                        workload.meanBytes(),
                        sum,
                        each.getOrDefault(Part.SOURCE, 0.0),
                        each.getOrDefault(Part.FLINK, 0.0),
                        each.getOrDefault(Part.PERCEPTION, 0.0)));
    }

    private void printCopies(Line line) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "copies");
        json.put("copies", line.slope());
        json.put("copies_error", line.error());
        json.put("copies_target", MOST_COPIES);
        json.put("bytes_beside", line.intercept());
        json.put("bytes_beside_target", MOST_BYTES_BESIDE);
        output.print(
                json,
                String.format(
                        Locale.ROOT,
                        "copies of the payload %.2f (error %.2f), target %.0f; beside them %,.0f bytes a frame, target %,.0f",
                        line.slope(),
                        line.error(),
                        MOST_COPIES,
                        line.intercept(),
                        MOST_BYTES_BESIDE));
    }

    private void printGrowth(int all, double[] bytes, Line line) throws IOException {
        Spread spread = Spread.of(bytes);
        boolean still = Math.abs(line.slope()) <= NOISE * line.error();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", "native-memory");
        json.put("frames", all);
        json.put("looks", bytes.length);
        json.put("bytes", spread);
        json.put("bytes_a_frame", line.slope());
        json.put("bytes_a_frame_error", line.error());
        json.put("within_noise", still);
        output.print(
                json,
                String.format(
                        Locale.ROOT,
                        "native memory over %,d frames, the first quarter apart: %.1f MiB (%.1f to %.1f), slope %.0f bytes a"
                                + " frame (error %.0f): %s",
                        all,
                        spread.median() / (1 << 20),
                        spread.min() / (1 << 20),
                        spread.max() / (1 << 20),
                        line.slope(),
                        line.error(),
                        still ? "none within noise" : "not 0"));
    }
}
