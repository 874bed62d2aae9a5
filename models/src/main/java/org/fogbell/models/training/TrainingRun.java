package org.fogbell.models.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A training from its first or its last saved epoch to its end, with its state in a folder: {@code checkpoint}, from
 * which it goes on after an interruption as if there had been none, {@code best}, the weights of the best validation, and
 * {@code curve.csv}.
 *
 * @param device as in {@link org.fogbell.models.perception.ServingOptions}
 * @param threads of one operator
 */
public record TrainingRun(
        TrainingConfig config, SweepDataset train, SweepDataset validation, Path folder, String device, int threads) {
    private static final String CURVE = "curve.csv";

    public TrainingRun {
        if (train.size() == 0 || validation.size() == 0) {
            throw new IllegalArgumentException(
                    "expected sweeps to train and to validate on, got " + train.size() + " and " + validation.size());
        }
    }

    /** Whether the folder holds a training to go on with. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve("checkpoint"));
    }

    /**
     * Trains until all epochs are done or validations got no better. What the folder has of the same training is gone on
     * with.
     *
     * @throws IOException when a sweep cannot be read, or the folder holds the state of another training
     * @throws ArithmeticException when the losses are not finite any more
     */
    public LearningCurve run(TrainingProgress progress) throws IOException {
        Files.createDirectories(folder);
        try (DetectorTraining training = open()) {
            LearningCurve curve = resumed(training);
            Augmentation augmentation =
                    config.augment() ? Augmentation.usual(ObjectLibrary.of(train)) : Augmentation.none();
            long total = (long) config.epochs() * train.size();
            for (int epoch = curve.epochs().size() + 1; epoch <= config.epochs() && !isOver(curve); epoch++) {
                int number = epoch;
                long before = (epoch - 1L) * train.size();
                EpochResult result = training.epoch(
                        epoch, train, augmentation, done -> progress.sweeps(number, before + done, total));
                if (config.validatesAfter(epoch)) {
                    long after = before + train.size();
                    AveragePrecision precision =
                            training.validate(validation, done -> progress.sweeps(number, after, total));
                    if (precision.percent().isEmpty()) {
                        throw new IOException("expected an object that counts in the " + validation.size()
                                + " validation sweeps, got none");
                    }
                    result = result.validated(precision);
                }
                curve = curve.with(result);
                keep(training, curve);
                progress.epoch(result);
            }
            return curve;
        }
    }

    private boolean isOver(LearningCurve curve) {
        return curve.validationsSinceBest(config.peakEpoch()) >= config.patience();
    }

    private LearningCurve resumed(DetectorTraining training) throws IOException {
        TrainingFile checkpoint = file("checkpoint");
        if (!checkpoint.exists()) {
            return new LearningCurve(List.of());
        }
        LearningCurve[] curve = new LearningCurve[1];
        checkpoint.read(in -> {
            byte[] csv = new byte[in.readInt()];
            in.readFully(csv);
            curve[0] = LearningCurve.parse(new String(csv, StandardCharsets.UTF_8));
            training.load(in);
        });
        return Objects.requireNonNull(curve[0]);
    }

    private void keep(DetectorTraining training, LearningCurve curve) throws IOException {
        EpochResult last = curve.epochs().get(curve.epochs().size() - 1);
        EpochResult best = curve.best();
        if (best != null && best.epoch() == last.epoch()) {
            file("best").write(training::saveNetwork);
        }
        byte[] csv = curve.csv().getBytes(StandardCharsets.UTF_8);
        file("checkpoint").write(out -> {
            out.writeInt(csv.length);
            out.write(csv);
            training.save(out);
        });
        Files.write(folder.resolve(CURVE), csv);
    }

    /** A training with the best weights, to be looked at and exported. */
    DetectorTraining best() throws IOException {
        DetectorTraining training = open();
        try {
            file("best").read(training::loadNetwork);
            return training;
        } catch (IOException | RuntimeException e) {
            training.close();
            throw e;
        }
    }

    /** A training as it was after its last epoch. */
    DetectorTraining last() throws IOException {
        DetectorTraining training = open();
        try {
            resumed(training);
            return training;
        } catch (IOException | RuntimeException e) {
            training.close();
            throw e;
        }
    }

    private DetectorTraining open() {
        long stepsAnEpoch = (train.size() + config.batch() - 1L) / config.batch();
        return new DetectorTraining(config, stepsAnEpoch * config.epochs(), device, threads);
    }

    private TrainingFile file(String name) throws IOException {
        return new TrainingFile(folder.resolve(name), config.digest(), train.digest() + validation.digest());
    }
}
