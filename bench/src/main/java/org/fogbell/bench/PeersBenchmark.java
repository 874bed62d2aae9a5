package org.fogbell.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fogbell.fleet.EmbeddedBroker;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.schemas.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code fogbell bench peers}: the job beside a straightforward Python service that does the same with the same frames
 * from the same topic. One predictor thread here, one PyTorch thread there; the two take turns.
 */
@Command(
        name = "peers",
        description = "Measures frames/s of the job beside a straightforward Python service (python3-kafka, -torch).",
        mixinStandardHelpOptions = true)
final class PeersBenchmark implements Callable<Integer> {
    private static final double TARGET = 3;
    private static final List<String> MODULES = List.of("torch", "kafka", "avro", "onnx", "numpy");

    @Option(names = "--quick", description = "One short round: to see that it works, not to publish.")
    boolean quick;

    @Mixin
    BenchmarkOutput output = new BenchmarkOutput();

    @Mixin
    PythonOptions python = new PythonOptions();

    @Override
    public Integer call() throws Exception {
        PythonPeer service = python.peer("score_service.py");
        if (!service.has(MODULES)) {
            output.say(python.python + " lacks one of " + MODULES
                    + ": nothing to compare with. Debian has them as python3-NAME.");
            return 1;
        }
        int rounds = quick ? 1 : 3;
        Path folder = Files.createTempDirectory("fogbell-bench");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            ModelBundle bundle = ModelBundle.named("detector");
            List<String> common = new ArrayList<>(List.of(
                    "--bootstrap-servers", broker.bootstrapServers(),
                    "--bundle", copy(bundle, folder).toString(),
                    "--schema", schema(folder).toString()));
            int number = 0;
            for (Workload workload : List.of(
                    Workload.simulated(LidarModel.small(), "lidar-sim-32"),
                    Workload.simulated(LidarModel.hdl64(), "hdl-64e"))) {
                String name = "peers-" + ++number;
                int frames = quick ? 60 : 240;
                JobRun job = new JobRun(broker, Map.of("model.bundle", "detector"), name);
                job.fill(workload, frames);
                List<String> arguments = new ArrayList<>(common);
                arguments.addAll(List.of("--topic", new Topics("bench." + name).frames()));
                measure(workload, job, service, arguments, frames, rounds);
            }
        } finally {
            GraftBenchmark.delete(folder);
        }
        return 0;
    }

    private void measure(Workload workload, JobRun job, PythonPeer service, List<String> common, int frames, int rounds)
            throws Exception {
        double[] jobs = new double[rounds];
        double[] withEntropies = new double[rounds];
        double[] detectorAlone = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            jobs[round] = job.run("peers-" + round, 1, frames, frames / 5).framesPerSecond();
            withEntropies[round] = framesPerSecond(service, common, frames / 4, List.of());
            detectorAlone[round] = framesPerSecond(service, common, frames / 4, List.of("--no-entropies"));
        }
        print(workload, "with entropies, as the job", jobs, withEntropies);
        print(workload, "detector alone", jobs, detectorAlone);
    }

    private static double framesPerSecond(PythonPeer service, List<String> common, int frames, List<String> more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(common);
        arguments.addAll(List.of("--frames", Integer.toString(frames), "--warm-up", Integer.toString(frames / 5)));
        arguments.addAll(more);
        JsonNode measured = service.run(arguments);
        return measured.get("frames_per_second").asDouble();
    }

    private static Path copy(ModelBundle bundle, Path folder) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("bundle"));
        Files.copy(bundle.network(), copy.resolve(bundle.manifest().network()));
        Files.copy(bundle.network().resolveSibling("bundle.json"), copy.resolve("bundle.json"));
        return copy;
    }

    private static Path schema(Path folder) throws IOException {
        Path file = folder.resolve("SensorFrame.avsc");
        try (InputStream schema = SensorFrame.class.getResourceAsStream("released/SensorFrame/v1.avsc")) {
            Files.copy(Objects.requireNonNull(schema, "the released schema of SensorFrame"), file);
        }
        return file;
    }

    private void print(Workload workload, String service, double[] job, double[] peer) throws IOException {
        double[] ratios = new double[job.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = job[i] / peer[i];
        }
        Spread ours = Spread.of(job);
        Spread theirs = Spread.of(peer);
        Spread ratio = Spread.of(ratios);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", "peers");
        line.put("workload", workload.name());
        line.put("service", service);
        line.put("job_frames_per_second", ours);
        line.put("service_frames_per_second", theirs);
        line.put("ratio", ratio);
        line.put("target", TARGET);
        output.print(
                line,
                String.format(
                        Locale.ROOT,
                        "%s: job %.1f frames/s (%.1f to %.1f), Python %s %.2f frames/s (%.2f to %.2f): %.1f times"
                                + " (%.1f to %.1f), target %.0f",
                        workload.name(),
                        ours.median(),
                        ours.min(),
                        ours.max(),
                        service,
                        theirs.median(),
                        theirs.min(),
                        theirs.max(),
                        ratio.median(),
                        ratio.min(),
                        ratio.max(),
                        TARGET));
    }
}
