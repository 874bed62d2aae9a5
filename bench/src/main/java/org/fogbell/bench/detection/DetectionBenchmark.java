package org.fogbell.bench.detection;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.fogbell.fleet.ProgressLine;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.LidarModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell benchmark detection}: how well each score tells bad frames from good ones, by frame and as a stream. */
@Command(
        name = "detection",
        description =
                "Measures how well the scores tell corrupted frames from clean ones: AUROC by frame, and onsets found, "
                        + "delays and false alarms through everything that decides in the job.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DetectionBenchmark implements Callable<Integer> {
    /** These change the order of frames, not a frame. */
    private static final Set<CorruptionKind> ORDER_ONLY =
            Set.of(CorruptionKind.FROZEN, CorruptionKind.FRAME_LOSS, CorruptionKind.SILENCE, CorruptionKind.TIME_JUMP);

    @Option(names = "--data", description = "Recorded clean sweeps of one sensor; default: simulated drives.")
    @Nullable
    Path data;

    @Option(names = "--bundle", split = ",", defaultValue = "detector", description = "Default: ${DEFAULT-VALUE}.")
    List<String> bundles;

    @Option(
            names = "--out",
            defaultValue = "detection",
            description = "Folder of the report. Default: ${DEFAULT-VALUE}.")
    Path out;

    @Option(names = "--quick", description = "Four scenes, severities 3 and 5: a few minutes.")
    boolean quick;

    @Option(names = "--scenes", defaultValue = "12", description = "Simulated drives. Default: ${DEFAULT-VALUE}.")
    int scenes;

    @Option(
            names = "--scene-frames",
            defaultValue = "36",
            description = "Frames of a scene; even scenes calibrate. Default: ${DEFAULT-VALUE}.")
    int sceneFrames;

    @Option(names = "--rate", defaultValue = "2", description = "Frames a second. Default: ${DEFAULT-VALUE}.")
    double rate;

    @Option(names = "--lidar", defaultValue = "small", description = "Of simulated drives. Default: ${DEFAULT-VALUE}.")
    String lidar;

    @Option(names = "--kinds", split = ",", description = "Default: all that change a sweep.")
    List<String> kinds = List.of();

    @Option(names = "--seed", defaultValue = "3000", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--json", description = "Print the summary as JSON, one line a bundle.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        DetectionPlan plan = plan();
        Scenes clean = data == null
                ? Scenes.simulated(quick ? 4 : scenes, sceneFrames, rate, seed, lidar())
                : Scenes.recorded(data, sceneFrames);
        Files.createDirectories(out);
        for (String name : bundles) {
            ModelBundle bundle = ModelBundle.named(name);
            int total = clean.count() * sceneFrames + plan.corruptedFrames(clean);
            ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), total);
            Path cache = out.resolve("features-" + key(bundle, clean, plan) + ".json");
            List<SeenFrame> seen = SeenFrames.cached(cache, bundle, clean, plan, progress::show);
            DetectionReport report = new DetectionReport(
                    bundle.manifest().label(),
                    clean.description(),
                    plan,
                    FrameReading.of(seen, plan),
                    StreamReading.of(seen, plan, Map.of()));
            Path folder = bundles.size() == 1
                    ? out
                    : out.resolve(bundle.manifest().digest().substring(0, 12));
            report.write(folder);
            progress.end("fogbell: " + seen.size() + " frames seen; the report is " + folder.resolve("report.html"));
            if (json) {
                spec.commandLine().getOut().println(new JsonMapper().writeValueAsString(report.summary()));
            } else {
                report.text().forEach(spec.commandLine().getOut()::println);
            }
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private LidarModel lidar() {
        return switch (lidar) {
            case "small" -> LidarModel.small();
            case "hdl-64e" -> LidarModel.hdl64();
            case "hdl-32e" -> LidarModel.hdl32();
            case "vls-128" -> LidarModel.vls128();
            default ->
                throw new IllegalArgumentException(
                        "--lidar: expected small, hdl-64e, hdl-32e or vls-128, got '" + lidar + "'");
        };
    }

    private DetectionPlan plan() {
        List<CorruptionKind> chosen = new ArrayList<>();
        if (kinds.isEmpty()) {
            Arrays.stream(CorruptionKind.values())
                    .filter(kind -> kind.onSweeps() && !ORDER_ONLY.contains(kind))
                    .forEach(chosen::add);
        } else {
            kinds.forEach(kind -> chosen.add(CorruptionKind.of(kind)));
        }
        int corrupted = sceneFrames / 3;
        return new DetectionPlan(
                chosen, quick ? List.of(3, 5) : List.of(1, 3, 5), sceneFrames - corrupted, corrupted, rate, seed);
    }

    /** Of everything that the kept features depend on. */
    private static String key(ModelBundle bundle, Scenes scenes, DetectionPlan plan) {
        String all = bundle.manifest().digest() + scenes.description() + plan;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
