package org.fogbell.bench.detection;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.fogbell.fleet.ProgressLine;
import org.fogbell.models.perception.ImageGeometry;
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

    @Option(names = "--data", description = "Recorded clean frames of one sensor; default: simulated drives.")
    @Nullable
    Path data;

    @Option(names = "--bundle", split = ",", defaultValue = "detector", description = "Default: ${DEFAULT-VALUE}.")
    List<String> bundles;

    @Option(
            names = "--out",
            defaultValue = "detection",
            description = "Folder of the report. Default: ${DEFAULT-VALUE}.")
    Path out;

    @Option(names = "--quick", description = "Four scenes, severities 3 and 5, no unseen faults: a few minutes.")
    boolean quick;

    @Option(names = "--scenes", defaultValue = "12", description = "Simulated drives. Default: ${DEFAULT-VALUE}.")
    int scenes;

    @Option(names = "--tested", description = "Scenes that are tested on; the others calibrate. Default: half of them.")
    int tested;

    @Option(
            names = "--scene-frames",
            defaultValue = "60",
            description = "Frames of a scene. Of one that is tested on, half run clean until an onset at random, and"
                    + " half bad. Default: ${DEFAULT-VALUE}.")
    int sceneFrames;

    @Option(names = "--rate", defaultValue = "2", description = "Frames a second. Default: ${DEFAULT-VALUE}.")
    double rate;

    @Option(
            names = "--lidar",
            defaultValue = "small",
            description = "Of simulated drives, where the bundle takes sweeps. Default: ${DEFAULT-VALUE}.")
    String lidar;

    @Option(names = "--kinds", split = ",", description = "Default: all that change a frame of the sensor.")
    List<String> kinds = List.of();

    @Option(
            names = "--severities",
            split = ",",
            defaultValue = "1,2,3,4,5",
            description = "Default: ${DEFAULT-VALUE}; with --quick 3 and 5.")
    List<Integer> severities = List.of();

    @Option(
            names = "--unseen-pairs",
            defaultValue = "6",
            description =
                    "Faults that nobody had in view, in a table of their own: some that the simulator lacks, and so"
                            + " many pairs of kinds, drawn by the seed; none of either with 0. Default: ${DEFAULT-VALUE}.")
    int unseenPairs;

    @Option(
            names = "--clean-hours",
            defaultValue = "0.5",
            description = "Sensor-hours of further simulated drives in which nothing is wrong, for false alarms; about"
                    + " 7,200 frames an hour at 2 frames/s. Default: ${DEFAULT-VALUE}; with --quick or --data none.")
    double cleanHours;

    @Option(
            names = "--clean-drive-minutes",
            defaultValue = "5",
            description =
                    "How long each of these drives is. A short one is a sensor in a world that it has not met, a long one goes"
                            + " round the same roads until it knows them. Default: ${DEFAULT-VALUE}.")
    double cleanDriveMinutes;

    @Option(names = "--workers", description = "Threads. Default: one a processor.")
    int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", defaultValue = "3000", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--json", description = "Print the summary as JSON, one line a bundle.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Scenes clean = data == null ? simulated() : Scenes.recorded(data, sceneFrames);
        DetectionPlan plan = plan(clean.images());
        Scenes split = tested == 0 ? clean : clean.testedOn(tested);
        Files.createDirectories(out);
        for (String name : bundles) {
            ModelBundle bundle = ModelBundle.named(name);
            Path folder = bundles.size() == 1
                    ? out
                    : out.resolve(bundle.manifest().digest().substring(0, 12));
            DetectionReport report = report(bundle, split, plan, folder);
            if (json) {
                spec.commandLine().getOut().println(new JsonMapper().writeValueAsString(report.summary()));
            } else {
                report.text().forEach(spec.commandLine().getOut()::println);
            }
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private DetectionReport report(ModelBundle bundle, Scenes scenes, DetectionPlan plan, Path folder)
            throws IOException {
        CleanDrives drives = CleanDrives.of(
                data != null || quick ? 0 : cleanHours, cleanDriveMinutes, rate, seed, lidar(), scenes.images());
        int total = scenes.count() * sceneFrames + plan.corruptedFrames(scenes);
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), total);
        Path kept = out.resolve("features-" + Keys.of(bundle.manifest().digest() + scenes.source() + plan));
        SeenFrames alone = SeenFrames.of(bundle, scenes, plan, kept, workers, progress::show);
        progress.end("fogbell: " + alone.frames().size() + " frames seen");
        PooledDistances pooled = PooledDistances.of(SeenScenes.calibration(alone.frames()));
        SeenFrames seen = new SeenFrames(pooled.ofScenes(alone.frames()), alone.precisionLost());
        List<SeenFrame> calibration = SeenScenes.calibration(seen.frames());
        List<MeasuredBaseline> baselines = MeasuredBaseline.all(calibration, plan.rate());
        CleanRun run = CleanRun.NONE;
        if (drives.drives() > 0) {
            ProgressLine driven = ProgressLine.on(spec.commandLine().getErr(), drives.allFrames());
            run = drives
                    .each(
                            bundle,
                            out,
                            workers,
                            driven::show,
                            drive -> CleanRun.of(pooled.ofDrive(drive), baselines, JobReplay.THRESHOLDS, rate))
                    .stream()
                    .reduce(CleanRun.NONE, CleanRun::and);
            driven.end("fogbell: " + drives.drives() + " clean drives of " + drives.frames() + " frames driven");
        }
        DetectionReport report = DetectionReport.of(
                bundle.manifest().label(),
                scenes.description(),
                SensorCheck.of(bundle.manifest(), SeenScenes.calibration(alone.frames()))
                        .orElse(null),
                plan,
                seen,
                baselines,
                run);
        report.write(folder, new DetectionPictures(seen.frames(), report, scenes).all());
        spec.commandLine().getErr().println("fogbell: the report is " + folder.resolve("report.html"));
        return report;
    }

    private Scenes simulated() throws IOException {
        int count = quick ? 4 : scenes;
        return ModelBundle.manifestOf(bundles.get(0)).input() instanceof ImageGeometry
                ? Scenes.simulatedImages(count, sceneFrames, rate, seed)
                : Scenes.simulated(count, sceneFrames, rate, seed, lidar());
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

    private DetectionPlan plan(boolean images) {
        List<FaultKind> chosen = new ArrayList<>();
        if (kinds.isEmpty()) {
            Arrays.stream(CorruptionKind.values())
                    .filter(kind -> images ? kind.onImages() : kind.onSweeps())
                    .filter(kind -> !ORDER_ONLY.contains(kind))
                    .forEach(kind -> chosen.add(FaultKind.of(kind)));
            if (!quick && unseenPairs > 0) {
                chosen.addAll(DetectionPlan.unseen(images, unseenPairs, seed));
            }
        } else {
            kinds.forEach(kind -> chosen.add(FaultKind.of(CorruptionKind.of(kind))));
        }
        int corrupted = sceneFrames / 2;
        int spare = sceneFrames / 10;
        return new DetectionPlan(
                chosen,
                quick ? List.of(3, 5) : severities,
                sceneFrames - corrupted - spare,
                spare,
                corrupted,
                rate,
                seed);
    }
}
