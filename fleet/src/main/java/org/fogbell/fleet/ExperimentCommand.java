package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.training.DetectorSize;
import org.fogbell.models.training.EntropyLoss;
import org.fogbell.models.training.EntropyLossReport;
import org.fogbell.models.training.EntropyLossTrial;
import org.fogbell.models.training.SweepDataset;
import org.fogbell.models.training.TrainingConfig;
import org.fogbell.models.training.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell experiment entropy-loss}: whether Entropy Loss does what its paper says. */
@Command(
        name = "experiment",
        description = "Trains plainly and with Entropy Loss, over seeds and data, and compares. Run by run resumable.",
        mixinStandardHelpOptions = true)
final class ExperimentCommand implements Callable<Integer> {
    private static final String NAME = "entropy-loss";
    private static final String RUNS = "runs";
    /** What changes no sweep by itself: losses and delays of whole frames. */
    private static final Set<String> NOT_IN_A_SWEEP = Set.of("none", "frozen", "frame-loss", "silence", "time-jump");

    private static final int QUARTERS = 4;
    private static final int SENSITIVITY_SWEEPS = 20;

    @Parameters(paramLabel = "NAME", description = NAME)
    String experiment = NAME;

    @Option(
            names = "--data",
            paramLabel = "NAME=DIR",
            description = "Data in KITTI's object layout, by a name for the tables; may be repeated (default: drives"
                    + " simulated into the folder of --out).")
    Map<String, Path> data = new LinkedHashMap<>();

    @Option(names = "--weights", split = ",", defaultValue = "0,1", description = "Default: ${DEFAULT-VALUE}.")
    List<Double> weights = new ArrayList<>();

    @Option(names = "--seeds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    int seeds = 5;

    @Option(names = "--epochs", defaultValue = "12", description = "A multiple of 4 (default: ${DEFAULT-VALUE}).")
    int epochs = 12;

    @Option(
            names = "--limit",
            defaultValue = "111",
            description = "Sweeps to train on, evenly over the data (default: ${DEFAULT-VALUE}).")
    int limit = 111;

    @Option(
            names = "--validation",
            defaultValue = "60",
            description = "Sweeps to validate on, evenly over the data (default: ${DEFAULT-VALUE}).")
    int validation = 60;

    @Option(
            names = "--quick",
            description = "Two seeds, four epochs, 48 sweeps: no evidence; it took 42 minutes on a busy core.")
    boolean quick;

    @Option(
            names = "--part",
            paramLabel = "I/N",
            defaultValue = "1/1",
            description = "Every N-th run alone, from the I-th: for several processes (default: ${DEFAULT-VALUE}).")
    String part = "1/1";

    @Option(
            names = "--kinds",
            split = ",",
            description = "Corruptions to measure sensitivity to (default: all that change a sweep).")
    List<String> kinds = Arrays.stream(CorruptionKind.values())
            .filter(CorruptionKind::onSweeps)
            .map(CorruptionKind::toString)
            .filter(kind -> !NOT_IN_A_SWEEP.contains(kind))
            .toList();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "entropy-loss",
            description = "Folder of the results; what it has of the same runs is kept (default: ${DEFAULT-VALUE}).")
    Path out = Path.of(NAME);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!experiment.equals(NAME)) {
            throw new IllegalArgumentException("expected the experiment " + NAME + ", got '" + experiment + "'");
        }
        if (seeds < 1 || weights.isEmpty() || weights.stream().anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException(
                    "--seeds, --weights: expected at least one seed and weights of at least 0," + " got " + seeds
                            + " and " + weights);
        }
        if (quick) {
            seeds = Math.min(seeds, 2);
            epochs = Math.min(epochs, QUARTERS);
            limit = Math.min(limit, 48);
            validation = Math.min(validation, SENSITIVITY_SWEEPS);
        }
        if (epochs < QUARTERS || epochs % QUARTERS != 0) {
            throw new IllegalArgumentException("--epochs: expected a multiple of " + QUARTERS + ", got " + epochs);
        }
        requireOwn(out);
        if (data.isEmpty()) {
            data.put("simulated", simulated());
        }
        runAll(parts());
        EntropyLossReport report = EntropyLossReport.of(out, List.copyOf(data.keySet()), weights, seeds);
        report.write(out);
        spec.commandLine().getOut().print(report.markdown());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Index from 0, and number. */
    private int[] parts() {
        Matcher form = Pattern.compile("(\\d{1,3})/(\\d{1,3})").matcher(part);
        if (form.matches()) {
            int index = Integer.parseInt(form.group(1)) - 1;
            int number = Integer.parseInt(form.group(2));
            if (index >= 0 && index < number) {
                return new int[] {index, number};
            }
        }
        throw new IllegalArgumentException("--part: expected I/N, such as 1/2, got '" + part + "'");
    }

    private static void requireOwn(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                List<Path> all = content.toList();
                if (!all.isEmpty() && !Files.isDirectory(folder.resolve(RUNS))) {
                    throw new IOException(folder + ": expected a new folder or an experiment's, got another's content");
                }
            }
        }
    }

    /** Drives of its own, where no data was given; simulated once. */
    private Path simulated() throws IOException {
        Path folder = out.resolve("drives");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(out.resolve(RUNS));
            DriveOptions drives = new DriveOptions();
            drives.seed = 100;
            drives.rate = 1;
            drives.noImages = true;
            SimulatedFolder frames =
                    new SimulatedFolder(drives, quick ? 120 : 300, quick ? 6 : 12, List.of(), List.of());
            ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), frames.frames());
            try (OutputFolder output = OutputFolder.at(folder, false)) {
                int written = frames.write(output.building(), progress::show);
                output.finish();
                progress.end("fogbell: " + written + " frames in " + folder);
            }
        }
        return folder;
    }

    private void runAll(int[] parts) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        int total = data.size() * weights.size() * seeds;
        int number = 0;
        // Seeds outermost: an interrupted experiment has compared what it has run.
        for (int seed = 0; seed < seeds; seed++) {
            for (Map.Entry<String, Path> source : data.entrySet()) {
                for (double weight : weights) {
                    // All weights of one seed and data in one part: what is compared runs one after the other.
                    if (number++ / weights.size() % parts[1] == parts[0]) {
                        Path folder = out.resolve(RUNS).resolve(EntropyLossTrial.name(source.getKey(), weight, seed));
                        EntropyLossTrial trial = trial(source.getKey(), source.getValue(), weight, seed, folder);
                        if (!trial.isDone(folder)) {
                            err.printf(Locale.ROOT, "fogbell: run %d of %d: %s%n", number, total, folder.getFileName());
                            trial.into(folder, new EpochLines(err, epochs));
                            Folders.delete(trial.run().folder());
                        }
                    }
                }
            }
        }
    }

    private EntropyLossTrial trial(String name, Path source, double weight, int seed, Path folder) throws IOException {
        SweepDataset train = SweepDataset.open(List.of(source), "train").thinned(limit);
        SweepDataset held = SweepDataset.open(List.of(source), "val").thinned(validation);
        TrainingConfig config =
                TrainingConfig.usual(DetectorSize.tiny(), epochs, seed).withValidations(epochs / QUARTERS);
        if (weight > 0) {
            config = config.withEntropyLoss(EntropyLoss.published(weight), List.of());
        }
        List<Corruption> corruptions = new ArrayList<>();
        for (String kind : kinds) {
            for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity++) {
                corruptions.add(Corruption.of(kind, severity));
            }
        }
        Path state = folder.resolve("state");
        return new EntropyLossTrial(
                name, weight, new TrainingRun(config, train, held, state, "cpu", 1), corruptions, SENSITIVITY_SWEEPS);
    }
}
