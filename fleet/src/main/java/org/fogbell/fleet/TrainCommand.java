package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.training.AveragePrecision;
import org.fogbell.models.training.DetectorBundle;
import org.fogbell.models.training.DetectorSize;
import org.fogbell.models.training.EntropyLoss;
import org.fogbell.models.training.EpochResult;
import org.fogbell.models.training.LearningCurve;
import org.fogbell.models.training.LearningCurvePicture;
import org.fogbell.models.training.SweepDataset;
import org.fogbell.models.training.TrainingConfig;
import org.fogbell.models.training.TrainingRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell train}: from labelled sweeps to a detector's bundle. */
@Command(
        name = "train",
        description = "Trains a detector on labelled sweeps and writes it as a model bundle.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int QUICK_EPOCHS = 6;
    private static final int QUICK_SWEEPS = 200;
    private static final int QUICK_VALIDATION = 80;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            split = ",",
            required = true,
            description = "Folders in KITTI's object layout, with the splits train and val.")
    List<Path> data = new ArrayList<>();

    @Option(
            names = "--size",
            defaultValue = "tiny",
            description = "tiny, for one CPU core, or base, for a GPU (default: ${DEFAULT-VALUE}).")
    String size = "tiny";

    @Option(names = "--epochs", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}.")
    int epochs = 60;

    @Option(
            names = "--entropy-loss",
            paramLabel = "WEIGHT",
            defaultValue = "0",
            description = "Of the variance of the entropy steps; 0 trains plainly (default: ${DEFAULT-VALUE}).")
    double entropyLoss;

    @Option(
            names = "--entropy-direction",
            paramLabel = "WEIGHT",
            defaultValue = "0",
            description = "Of the rises of the entropy from layer to layer (default: ${DEFAULT-VALUE}).")
    double entropyDirection;

    @Option(
            names = "--entropy",
            defaultValue = "radius",
            description = "radius (as published), log_radius or renyi2 (default: ${DEFAULT-VALUE}).")
    LayerEntropy entropy = LayerEntropy.RADIUS;

    @Option(
            names = "--blocks",
            defaultValue = "all",
            description = "Blocks that the entropy loss is taken on, as 1,2 (default: ${DEFAULT-VALUE}).")
    String blocks = "all";

    @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--name", description = "Of the bundle, for people (default: the size's).")
    @Nullable
    String name;

    @Option(
            names = "--sensor-type",
            defaultValue = "hdl-64e",
            description = "What the sweeps of the split val are the calibration of (default: ${DEFAULT-VALUE}).")
    String sensorType = "hdl-64e";

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or gpu:N (default: ${DEFAULT-VALUE}).")
    String device = "auto";

    @Option(names = "--threads", defaultValue = "1", description = "Of one operator (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(
            names = "--quick",
            description = "At most " + QUICK_EPOCHS + " epochs over at most " + QUICK_SWEEPS
                    + " sweeps: to see that it works, not a model to use.")
    boolean quick;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder of the bundle.")
    Path out = Path.of("bundle");

    @Option(names = "--resume", description = "Go on with an interrupted training of this bundle.")
    boolean resume;

    @Option(names = "--force", description = "Replace the folder of --out; without --resume begin anew.")
    boolean force;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        TrainingRun run = run();
        try (OutputFolder output = OutputFolder.at(out, force)) {
            if (force && !resume && Files.isDirectory(run.folder())) {
                Folders.delete(run.folder());
            }
            LearningCurve curve = train(run);
            ModelBundle bundle = DetectorBundle.write(
                    run,
                    curve,
                    output.building(),
                    (name == null ? size + "-detector" : name) + (quick ? ", quick" : ""),
                    "fogbell train",
                    sensorType);
            Files.writeString(output.building().resolve("curve.csv"), curve.csv());
            ImageIO.write(
                    LearningCurvePicture.of(curve),
                    "png",
                    output.building().resolve("curve.png").toFile());
            output.finish();
            Folders.delete(run.folder());
            report(bundle, curve);
        }
        return 0;
    }

    private TrainingRun run() throws IOException {
        SweepDataset train = SweepDataset.open(data, "train");
        SweepDataset validation = SweepDataset.open(data, "val");
        if (!(entropyLoss >= 0 && entropyDirection >= 0)) {
            throw new IllegalArgumentException("--entropy-loss, --entropy-direction: expected at least 0, got "
                    + entropyLoss + " and " + entropyDirection);
        }
        TrainingConfig config = TrainingConfig.usual(size(), quick ? Math.min(QUICK_EPOCHS, epochs) : epochs, seed);
        if (entropyLoss > 0 || entropyDirection > 0) {
            config = config.withEntropyLoss(new EntropyLoss(entropy, entropyLoss, entropyDirection), blocks());
        }
        ServingOptions checked = new ServingOptions(device, threads);
        return new TrainingRun(
                config,
                quick ? train.thinned(QUICK_SWEEPS) : train,
                quick ? validation.thinned(QUICK_VALIDATION) : validation,
                state(),
                checked.device(),
                checked.intraOpThreads());
    }

    private DetectorSize size() {
        return switch (size) {
            case "tiny" -> DetectorSize.tiny();
            case "base" -> DetectorSize.base();
            default -> throw new IllegalArgumentException("--size: expected tiny or base, got '" + size + "'");
        };
    }

    private List<Integer> blocks() {
        if (blocks.equals("all")) {
            return List.of();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : blocks.split(",", -1)) {
            try {
                numbers.add(Integer.parseInt(number.strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "--blocks: expected all, or numbers such as 1,2, got '" + blocks + "'", e);
            }
        }
        return numbers;
    }

    /** Beside the bundle, until it is there. */
    private Path state() throws IOException {
        Path folder = out.toAbsolutePath().normalize().resolveSibling(out.getFileName() + ".training");
        if (TrainingRun.isIn(folder) && !resume && !force) {
            throw new IOException(folder + ": expected no training that was begun, got one; --resume goes on with it,"
                    + " --force begins anew");
        }
        if (resume && !TrainingRun.isIn(folder)) {
            throw new IOException(folder + ": expected a training to go on with, got none");
        }
        return folder;
    }

    private LearningCurve train(TrainingRun run) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        EpochLines lines = new EpochLines(err, run.config().epochs());
        return run.run(lines);
    }

    private void report(ModelBundle bundle, LearningCurve curve) {
        EpochResult best = Objects.requireNonNull(curve.best());
        PrintWriter text = spec.commandLine().getOut();
        text.printf(
                Locale.ROOT,
                "%s: %s, best after epoch %d of %d%n",
                out,
                bundle.manifest().label(),
                best.epoch(),
                curve.epochs().size());
        if (bundle.manifest().calibrations().isEmpty()) {
            text.println("not calibrated: the validation sweeps are too few or too unsteady; see 'fogbell calibrate'");
        }
        AveragePrecision validation = best.validation();
        if (validation != null) {
            text.print(PrecisionTable.of(validation));
        }
        text.flush();
    }
}
