package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.models.painting.CaptionedRoads;
import org.fogbell.models.painting.GeneratorConfig;
import org.fogbell.models.painting.GeneratorTraining;
import org.fogbell.models.perception.ServingOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell gdc train-generator}: a small text-to-image model, from simulated roads with captions. */
@Command(
        name = "train-generator",
        description = "Trains a small text-to-image diffusion model on simulated roads of 64 x 64 pixels with captions,"
                + " for 'gdc images --diffusion'. Some compositions are never shown to it.",
        mixinStandardHelpOptions = true)
final class GdcTrainGeneratorCommand implements Callable<Integer> {
    /** A line that is seen to fall, and not to tremble. */
    private static final int STEPS_A_LINE = 100;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder of the model.")
    Path out = Path.of("");

    @Option(names = "--force", description = "Replace the folder of --out.")
    boolean force;

    @Option(names = "--steps", defaultValue = "2400", description = "Of the optimizer (default: ${DEFAULT-VALUE}).")
    int steps = 2400;

    @Option(
            names = "--batch",
            defaultValue = "16",
            description = "Images a step (default: ${DEFAULT-VALUE}, for a CPU; 256 for a GPU).")
    int batch = 16;

    @Option(
            names = "--images",
            defaultValue = "4800",
            description = "To learn from; all are rendered first and kept (default: ${DEFAULT-VALUE}).")
    int images = 4800;

    @Option(
            names = "--worlds",
            defaultValue = "60",
            description = "That the images are of, their seeds from 0 on (default: ${DEFAULT-VALUE}).")
    int worlds = 60;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of weights, noise and conditions (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu or gpu:N (default: ${DEFAULT-VALUE}).")
    String device = "auto";

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Of one operator, and to render (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        requirePositive("--steps", steps);
        requirePositive("--batch", batch);
        requirePositive("--images", images);
        requirePositive("--worlds", worlds);
        requirePositive("--threads", threads);
        ServingOptions checked = new ServingOptions(device, threads);
        GeneratorTraining.requireDevice(checked.device(), checked.intraOpThreads());
        try (OutputFolder output = OutputFolder.at(out, force)) {
            PrintWriter err = spec.commandLine().getErr();
            ProgressLine rendering = ProgressLine.on(err, images);
            CaptionedRoads roads = CaptionedRoads.render(0, worlds, images, seed, threads, rendering::show);
            rendering.end(String.format(
                    Locale.ROOT, "fogbell: %d images of %d simulated worlds to learn from", images, worlds));
            GeneratorConfig config = GeneratorConfig.usual(steps, seed).withBatch(batch);
            try (GeneratorTraining training =
                    new GeneratorTraining(config, roads, checked.device(), checked.intraOpThreads())) {
                train(training, err);
                training.write(output.building());
            }
            output.finish();
        }
        spec.commandLine().getOut().println(out + ": a generator of simulated roads, for 'gdc images --diffusion'");
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void train(GeneratorTraining training, PrintWriter err) {
        ProgressLine bar = ProgressLine.on(err, steps);
        long began = System.nanoTime();
        double sum = 0;
        int summed = 0;
        for (int step = 1; step <= steps; step++) {
            sum += training.step();
            summed++;
            bar.show(step);
            if (step % STEPS_A_LINE == 0 || step == steps) {
                bar.end(String.format(
                        Locale.ROOT,
                        "step %d of %d: %.0f s, loss %.4f",
                        step,
                        steps,
                        (System.nanoTime() - began) / 1e9,
                        sum / summed));
                sum = 0;
                summed = 0;
            }
        }
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + ": expected at least 1, got " + value);
        }
    }
}
