package org.fogbell.models.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.fogbell.models.eloss.ProfileBaseline;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.simulation.Corruption;

/**
 * One run of the experiment on Entropy Loss: a training with one weight and one seed, then the sensitivity of what was
 * trained. Its results lie in a folder, as {@code curve.csv} and {@code sensitivity.csv}; there, a trial is not run again.
 *
 * @param data name of the data, for tables
 * @param weight of the published loss; 0 trains plainly
 */
public record EntropyLossTrial(
        String data, double weight, TrainingRun run, List<Corruption> corruptions, int sensitivitySweeps) {
    private static final String CURVE = "curve.csv";
    private static final String SENSITIVITY = "sensitivity.csv";
    static final String HEADING =
            "data,weight,seed,kind,severity,sweeps,eloss_factor,profile_factor,eloss_auroc,profile_auroc\n";

    /** The folder that a trial's results lie in. */
    public static String name(String data, double weight, long seed) {
        return String.format(Locale.ROOT, "%s-w%s-s%d", data, weight, seed);
    }

    /**
     * Whether the folder has this trial's results.
     *
     * @throws IOException when it has those of a trial with other settings or other data
     */
    public boolean isDone(Path folder) throws IOException {
        TrainingFile done = done(folder);
        if (done.exists()) {
            done.read(in -> {});
        }
        return done.exists();
    }

    private TrainingFile done(Path folder) throws IOException {
        return new TrainingFile(
                folder.resolve("done"),
                run.config().digest(),
                run.train().digest() + run.validation().digest() + corruptions);
    }

    /** Trains and measures into the folder; goes on with what it has. */
    public void into(Path folder, TrainingProgress progress) throws IOException {
        if (run.validation().thinned(sensitivitySweeps).size() < 2 * ProfileBaseline.MIN_FRAMES) {
            throw new IllegalArgumentException("expected at least " + 2 * ProfileBaseline.MIN_FRAMES
                    + " validation sweeps to measure sensitivity on, got "
                    + run.validation().size());
        }
        Files.createDirectories(folder);
        LearningCurve curve = run.run(progress);
        Path bundle = Files.createTempDirectory("fogbell-trial");
        try {
            ModelBundle written = DetectorBundle.writeLast(run, curve, bundle);
            List<Sensitivity> all =
                    Sensitivity.of(written, sweeps(), corruptions, run.config().seed(), done -> {});
            StringBuilder text = new StringBuilder(HEADING);
            for (Sensitivity one : all) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s,%s,%d,%s,%d,%d,%s,%s,%s,%s%n",
                        data,
                        weight,
                        run.config().seed(),
                        one.corruption().kind(),
                        one.corruption().severity(),
                        one.sweeps(),
                        one.elossFactor(),
                        one.profileFactor(),
                        one.elossAuroc(),
                        one.profileAuroc()));
            }
            Files.writeString(folder.resolve(SENSITIVITY), text);
            Files.writeString(folder.resolve(CURVE), curve.csv());
            done(folder).write(out -> {});
        } finally {
            try (Stream<Path> files = Files.walk(bundle)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<PointCloud> sweeps() throws IOException {
        SweepDataset some = run.validation().thinned(sensitivitySweeps);
        List<PointCloud> sweeps = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            sweeps.add(some.sweep(i).training().points());
        }
        return sweeps;
    }
}
