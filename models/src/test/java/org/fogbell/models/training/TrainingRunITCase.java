package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.CenterHead;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.simulation.Corruption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings of a small detector on PyTorch. */
class TrainingRunITCase {
    private static final int SWEEPS = 24;

    @TempDir
    static Path shared;

    private static Path data = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void simulate() throws IOException {
        data = SimulatedSweeps.write(shared.resolve("data"), SWEEPS);
    }

    private TrainingRun run(TrainingConfig config, String state) throws IOException {
        return SimulatedSweeps.run(data, config, folder.resolve(state));
    }

    private static TrainingConfig config(int epochs) {
        return TrainingConfig.usual(SimulatedSweeps.SMALL, epochs, 3);
    }

    @Test
    void learns() throws IOException {
        LearningCurve curve = run(config(8).withValidations(8), "a").run(TrainingProgress.none());
        List<EpochResult> epochs = curve.epochs();
        assertThat(epochs).hasSize(8);
        assertThat(epochs.get(7).detectionLoss()).isLessThan(epochs.get(0).detectionLoss() / 2);
        assertThat(epochs.get(7).validation()).isNotNull();
        assertThat(epochs.get(6).validation()).isNull();
    }

    @Test
    void goesOnAfterAnInterruptionAsIfThereHadBeenNone() throws IOException {
        TrainingConfig config = config(4).withEntropyLoss(EntropyLoss.published(0.5), List.of(2));
        List<EpochResult> whole =
                run(config, "whole").run(TrainingProgress.none()).epochs();

        List<EpochResult> seen = new ArrayList<>();
        TrainingProgress interrupting = new TrainingProgress() {
            @Override
            public void sweeps(int epoch, long done, long total) {
                if (epoch == 3) {
                    throw new IllegalStateException("power cut");
                }
            }

            @Override
            public void epoch(EpochResult result) {
                seen.add(result);
            }
        };
        assertThatThrownBy(() -> run(config, "cut").run(interrupting)).hasMessage("power cut");
        assertThat(seen).hasSize(2);
        List<EpochResult> resumed =
                run(config, "cut").run(TrainingProgress.none()).epochs();

        assertThat(resumed).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(resumed.get(i).detectionLoss()).isEqualTo(whole.get(i).detectionLoss());
            assertThat(resumed.get(i).entropyLoss())
                    .isEqualTo(whole.get(i).entropyLoss())
                    .isPositive();
            assertThat(resumed.get(i).validation()).isEqualTo(whole.get(i).validation());
        }
    }

    @Test
    void refusesTheStateOfAnotherTraining() throws IOException {
        run(config(1), "state").run(TrainingProgress.none());
        assertThatThrownBy(() -> run(config(2), "state").run(TrainingProgress.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checkpoint")
                .hasMessageContaining("expected a training with the configuration");
    }

    @Test
    void becomesABundleThatFindsWhatTheTrainingFound() throws IOException {
        TrainingRun run = run(config(10), "state");
        LearningCurve curve = run.run(TrainingProgress.none());
        Path out = folder.resolve("bundle");
        ModelBundle bundle = DetectorBundle.write(run, curve, out, "small", "a test", "small-lidar");

        assertThat(bundle.manifest().label()).isEqualTo("small");
        assertThat(bundle.manifest().calibrations()).containsOnlyKeys("small-lidar");
        assertThat(bundle.manifest().provenance().trained()).isTrue();
        AveragePrecision trained =
                Objects.requireNonNull(Objects.requireNonNull(curve.best()).validation());
        AveragePrecision served = DetectorBundle.evaluate(ModelBundle.load(out), run.validation(), done -> {});
        assertThat(served.percent().keySet()).isEqualTo(trained.percent().keySet());
        served.percent()
                .forEach((key, percent) ->
                        assertThat(percent).as(key).isCloseTo(trained.percent().get(key), within(1.0)));
    }

    @Test
    void namesTheHeadThatANetworkDoesNotHave() throws IOException {
        TrainingRun run = run(config(1), "state");
        Path out = folder.resolve("bundle");
        BundleManifest good = DetectorBundle.write(
                        run, run.run(TrainingProgress.none()), out, "small", "a test", "small-lidar")
                .manifest();
        ModelBundle broken = ModelBundle.write(
                out,
                new BundleManifest(
                        good.formatVersion(),
                        good.name(),
                        good.engine(),
                        good.network(),
                        good.input(),
                        good.blocks(),
                        good.entropy(),
                        new CenterHead("heat", "boxes", 2),
                        good.calibrations(),
                        good.provenance(),
                        ""));
        assertThatThrownBy(() -> LoadedBundle.open(broken, ServingOptions.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the output 'heat'")
                .hasMessageContaining("none of that name");
    }

    @Test
    void nothingHappensToSweepsThatAreNotCorrupted() throws IOException {
        TrainingRun run = run(config(1), "state");
        LearningCurve curve = run.run(TrainingProgress.none());
        ModelBundle bundle = DetectorBundle.writeLast(run, curve, folder.resolve("bundle"));
        List<PointCloud> sweeps = new ArrayList<>();
        for (String split : List.of("train", "val")) {
            SweepDataset dataset = SweepDataset.open(List.of(data), split);
            for (int i = 0; i < dataset.size(); i++) {
                sweeps.add(dataset.sweep(i).training().points());
            }
        }
        List<Sensitivity> both = Sensitivity.of(
                bundle, sweeps, List.of(Corruption.of("none", 3), Corruption.of("gaussian-1m", 5)), 1, done -> {});
        assertThat(both.get(0).elossFactor()).isEqualTo(1);
        assertThat(both.get(0).profileFactor()).isEqualTo(1);
        assertThat(both.get(0).elossAuroc()).isEqualTo(0.5);
        assertThat(both.get(0).profileAuroc()).isEqualTo(0.5);
        assertThat(both.get(1).profileAuroc()).isGreaterThan(0.9);
    }

    @Test
    void keepsNoMemoryFromStepToStep() throws IOException {
        TrainingConfig config = config(1).withEntropyLoss(EntropyLoss.published(1), List.of());
        try (DetectorTraining training = new DetectorTraining(config, 100, "cpu", 1)) {
            List<TrainingSweep> batch =
                    List.of(SweepDataset.open(List.of(data), "train").sweep(0).training());
            training.step(batch);
            training.validate(SweepDataset.open(List.of(data), "val").thinned(1), done -> {});
            int before = training.liveArrays();
            for (int i = 0; i < 20; i++) {
                training.step(batch);
                training.validate(SweepDataset.open(List.of(data), "val").thinned(1), done -> {});
            }
            assertThat(training.liveArrays()).isEqualTo(before);
        }
    }

    /** DJL reads an array on a GPU from a copy that it leaves beside it; here, writing makes arrays as reading does there. */
    @Test
    void savingKeepsNoCopies() throws IOException {
        TrainingConfig config = config(1);
        try (NDManager manager = PyTorch.newManager();
                DetectorTraining training = new DetectorTraining(config, 100, "cpu", 1)) {
            int[] written = new int[1];
            DataOutputStream out = new DataOutputStream(new OutputStream() {
                @Override
                public void write(int value) {
                    if (written[0]++ % 1_000 == 0) {
                        manager.create(1f);
                    }
                }
            });
            training.saveNetwork(out);
            assertThat(written[0]).isGreaterThan(10_000);
            assertThat(manager.getManagedArrays()).isEmpty();
            training.save(out);
            assertThat(manager.getManagedArrays()).isEmpty();
        }
    }

    @Test
    void refusesADamagedCheckpoint() throws IOException {
        TrainingRun run = run(config(2), "state");
        run.run(TrainingProgress.none());
        Path checkpoint = folder.resolve("state/checkpoint");
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
        assertThatThrownBy(() -> run(config(2), "state").run(TrainingProgress.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(checkpoint.toString())
                .hasMessageContaining("damaged");
    }
}
