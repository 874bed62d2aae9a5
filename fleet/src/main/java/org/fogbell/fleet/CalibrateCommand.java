package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.CleanFrames;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.ModelBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell calibrate}: what is normal for a sensor type under a model. */
@Command(
        name = "calibrate",
        description = "Measures a bundle's scores on clean frames of a sensor type, and writes them into the bundle.",
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    @Option(names = "--bundle", paramLabel = "DIR", required = true, description = "Folder of the bundle.")
    Path bundle = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of clean recorded frames.")
    Path data = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "auto",
            converter = RecordingOptions.FormatOption.class,
            description = "auto, kitti-raw, kitti-object, pcd, csv or image (default: ${DEFAULT-VALUE}).")
    Recording.Format format = Recording.Format.AUTO;

    @Option(names = "--sensor-type", required = true, description = "As the vehicles name it, such as hdl-64e.")
    String sensorType = "";

    @Option(
            names = "--limit",
            defaultValue = "400",
            description = "Frames to take, evenly over the recording (default: ${DEFAULT-VALUE}).")
    int limit = 400;

    @Option(
            names = "--rate",
            paramLabel = "FRAMES/S",
            description = "Pace of the frames, so that sudden steps are calibrated too (default: as the recording"
                    + " says, if it does).")
    @Nullable
    Double rate;

    @Option(
            names = "--drive-frames",
            description = "Frames of one drive, after which the recording goes on with another (default: all; with"
                    + " --rate).")
    @Nullable
    Integer driveFrames;

    @Option(names = "--force", description = "Replace a calibration that the bundle has for the sensor type.")
    boolean force;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private static void requireSomethingToJudge(BundleManifest bundle, Calibration calibration) {
        boolean eloss =
                bundle.blocks().stream().anyMatch(block -> block.layers().size() >= Eloss.MIN_LAYERS);
        if (!eloss && calibration.ranks() == null) {
            throw new IllegalArgumentException("--data: expected at least " + ProfileBaseline.MIN_FRAMES
                    + " frames, as the bundle has only blocks of two layers, whose Eloss is always 0, got "
                    + calibration.frames());
        }
    }

    @Override
    public Integer call() throws IOException {
        if (rate != null && !(rate > 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException("--rate: expected a number above 0, got " + rate);
        }
        if (driveFrames != null && (driveFrames < 1 || rate == null)) {
            throw new IllegalArgumentException(
                    "--drive-frames: expected at least 1, and --rate with it, got " + driveFrames);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("--limit: expected at least 1, got " + limit);
        }
        ModelBundle opened = ModelBundle.load(bundle);
        if (opened.manifest().calibrations().containsKey(sensorType) && !force) {
            throw new IllegalArgumentException("--sensor-type: expected one that the bundle is not calibrated for, got "
                    + sensorType + "; --force replaces it");
        }
        Recording recording = Recording.open(data, format);
        int count = Math.min(limit, recording.size());
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), count);
        int[] taken = IntStream.range(0, count)
                .map(i -> (int) ((long) i * recording.size() / count))
                .toArray();
        Calibration calibration = CleanFrames.calibrate(
                opened,
                count,
                i -> recording.read(taken[i]),
                CleanTimes.of(recording, taken, rate, driveFrames),
                progress::show);
        calibration.requireStable();
        requireSomethingToJudge(opened.manifest(), calibration);
        ModelBundle.write(bundle, opened.manifest().withCalibration(sensorType, calibration));
        progress.end(String.format(
                Locale.ROOT,
                "fogbell: %s is calibrated for %s on %d frames of %s",
                bundle,
                sensorType,
                count,
                recording.folder()));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "standard Eloss %.3g, spread of ln Eloss %.3f%s%s%n",
                        calibration.standardEloss(),
                        calibration.lnElossSpread(),
                        calibration.ranks() == null
                                ? "; too few frames for a baseline of the profile"
                                : String.format(
                                        Locale.ROOT,
                                        "; profile: typical distance %.2f, spread of its logarithm %.3f",
                                        calibration.ranks().typicalDistance(),
                                        calibration.ranks().lnDistanceSpread()),
                        calibration.features() == null
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "; %d features, %s, %s: typical deviation %.2f, spread of its logarithm %.3f",
                                        calibration.features().levels().size(),
                                        calibration.features().correlations() == null
                                                ? "each by itself (which go together takes "
                                                        + FeatureBaseline.FEWEST_CORRELATED + " frames)"
                                                : "which of them go together",
                                        calibration.features().steps() == null
                                                ? "no sudden steps (those take " + FeatureBaseline.FEWEST_CORRELATED
                                                        + " frames a second apart or less, past the first four seconds of a"
                                                        + " drive: --rate)"
                                                : "sudden steps",
                                        calibration.features().typicalDeviation(),
                                        calibration.features().lnDeviationSpread()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
