package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fogbell.models.simulation.Corruption;
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
    private static final List<String> KINDS = List.of(
            "fog",
            "snow",
            "rain",
            "falling-snow",
            "gaussian",
            "gaussian-1m",
            "crosstalk",
            "sunlight",
            "density",
            "cutout",
            "beam-missing",
            "misalignment");
    private static final int QUARTERS = 4;
    private static final int SENSITIVITY_SWEEPS = 20;

    @Parameters(paramLabel = "NAME", description = NAME)
    String experiment = NAME;

    @Option(
            names = "--data",
            paramLabel = "NAME=DIR",
            required = true,
            description = "Data in KITTI's object layout, by a name for the tables. May be repeated.")
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

    @Option(names = "--quick", description = "Two seeds, four epochs, 48 sweeps: about ten minutes, and no evidence.")
    boolean quick;

    @Option(
            names = "--part",
            paramLabel = "I/N",
            defaultValue = "1/1",
            description = "Every N-th run alone, from the I-th: for several processes (default: ${DEFAULT-VALUE}).")
    String part = "1/1";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the results.")
    Path out = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!experiment.equals(NAME)) {
            throw new IllegalArgumentException("expected the experiment " + NAME + ", got '" + experiment + "'");
        }
        if (!part.matches("[1-9]\\d?/[1-9]\\d?")) {
            throw new IllegalArgumentException("--part: expected I/N, such as 1/2, got '" + part + "'");
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
        runAll();
        EntropyLossReport report = EntropyLossReport.of(out, List.copyOf(data.keySet()), weights, seeds);
        report.write(out);
        spec.commandLine().getOut().print(report.markdown());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void runAll() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        int slash = part.indexOf('/');
        int mine = Integer.parseInt(part.substring(0, slash)) - 1;
        int parts = Integer.parseInt(part.substring(slash + 1));
        int total = data.size() * weights.size() * seeds;
        int number = 0;
        // Seeds outermost: an interrupted experiment has compared what it has run.
        for (int seed = 0; seed < seeds; seed++) {
            for (Map.Entry<String, Path> source : data.entrySet()) {
                for (double weight : weights) {
                    Path folder = out.resolve("runs").resolve(EntropyLossTrial.name(source.getKey(), weight, seed));
                    EntropyLossTrial trial = trial(source.getKey(), source.getValue(), weight, seed, folder);
                    // All weights of one seed and data in one part: what is compared runs side by side in time.
                    boolean isMine = (number / weights.size() + seed) % parts == mine;
                    if (isMine && !trial.isDone(folder)) {
                        err.printf(Locale.ROOT, "fogbell: run %d of %d: %s%n", number + 1, total, folder.getFileName());
                        trial.into(folder, new EpochLines(err, epochs));
                        Folders.delete(trial.run().folder());
                    }
                    number++;
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
        for (String kind : KINDS) {
            for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity++) {
                corruptions.add(Corruption.of(kind, severity));
            }
        }
        Path state = folder.resolve("state");
        Files.createDirectories(state);
        return new EntropyLossTrial(
                name, weight, new TrainingRun(config, train, held, state, "cpu", 1), corruptions, SENSITIVITY_SWEEPS);
    }
}
