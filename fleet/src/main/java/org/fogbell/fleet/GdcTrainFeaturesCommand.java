package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.models.pretraining.FeatureTraining;
import org.fogbell.models.pretraining.FeatureTrainingConfig;
import org.fogbell.models.pretraining.RoadStretches;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell gdc train-features}: image features that learn from simulated roads, without labels. */
@Command(
        name = "train-features",
        description =
                "Trains a small vision transformer on pairs of simulated road images, without labels, and writes it"
                        + " as a folder for --features.",
        mixinStandardHelpOptions = true)
final class GdcTrainFeaturesCommand implements Callable<Integer> {
    /** Steps over which what is shown is averaged. */
    private static final int STEPS_A_LINE = 50;

    @Option(
            names = "--worlds",
            paramLabel = "FIRST..LAST",
            defaultValue = "2000..2119",
            description = "Seeds of the simulated worlds (default: ${DEFAULT-VALUE}).")
    String worlds = "2000..2119";

    @Option(
            names = "--steps",
            defaultValue = "800",
            description = "Steps of the optimizer; 0 leaves the first, random weights, to compare with"
                    + " (default: ${DEFAULT-VALUE}).")
    int steps = 800;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(names = "--threads", defaultValue = "1", description = "Of one operator (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder of the features.")
    Path out = Path.of("features");

    @Option(names = "--force", description = "Replace the folder of --out.")
    boolean force;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (steps < 0) {
            throw new IllegalArgumentException("--steps: expected at least 0, got " + steps);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("--threads: expected at least 1, got " + threads);
        }
        SeedRange range = SeedRange.parse("--worlds", worlds);
        FeatureTrainingConfig config = FeatureTrainingConfig.usual(Math.max(1, steps), seed);
        try (OutputFolder output = OutputFolder.at(out, force)) {
            RoadStretches roads = new RoadStretches(range.first(), range.count(), seed);
            try (FeatureTraining training = new FeatureTraining(config, roads, threads)) {
                train(training);
                training.export(output.building());
            }
            output.finish();
        }
        return 0;
    }

    private void train(FeatureTraining training) {
        ProgressLine bar = ProgressLine.on(spec.commandLine().getErr(), steps);
        double loss = 0;
        double targets = 0;
        double mean = 0;
        for (int done = 1; done <= steps; done++) {
            FeatureTraining.Step step = training.step();
            loss += step.loss();
            targets += step.targetEntropy();
            mean += step.meanEntropy();
            bar.show(done);
            if (done % STEPS_A_LINE == 0) {
                bar.end(String.format(
                        Locale.ROOT,
                        "step %d of %d: loss %.3f, entropy of a target %.3f, of all together %.3f",
                        done,
                        steps,
                        loss / STEPS_A_LINE,
                        targets / STEPS_A_LINE,
                        mean / STEPS_A_LINE));
                loss = 0;
                targets = 0;
                mean = 0;
            }
        }
        bar.end("fogbell: " + out + ", " + steps + " steps on simulated roads of worlds " + worlds);
    }
}
