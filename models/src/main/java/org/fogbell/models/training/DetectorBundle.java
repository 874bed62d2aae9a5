package org.fogbell.models.training;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Calibration;
import org.fogbell.models.perception.CenterHead;
import org.fogbell.models.perception.CleanFrames;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.Provenance;
import org.fogbell.models.perception.ServingOptions;

/** A trained detector as a model bundle, and how well such a bundle finds what is in a dataset. */
public final class DetectorBundle {
    private static final String NETWORK = "detector.onnx";

    private DetectorBundle() {}

    /**
     * Writes the best network of a training that has ended as a bundle, calibrated for one sensor type on the sweeps
     * that it was validated on, whole as the sensor sends them, if these are steady enough.
     *
     * @param folder an empty one
     * @param name for people
     * @param madeBy the command
     */
    public static ModelBundle write(
            TrainingRun run, LearningCurve curve, Path folder, String name, String madeBy, String sensorType)
            throws IOException {
        EpochResult best = Objects.requireNonNull(curve.best(), "a training that has ended has a validation");
        ModelBundle bundle;
        try (DetectorTraining training = run.best()) {
            bundle = write(training, provenance(run, best, madeBy), folder, name);
        }
        SweepDataset clean = run.validation();
        Calibration calibration =
                CleanFrames.calibrate(bundle, clean.size(), i -> clean.sweep(i).whole(), new long[0], done -> {});
        return calibration.isStable()
                ? ModelBundle.write(folder, bundle.manifest().withCalibration(sensorType, calibration))
                : bundle;
    }

    /** The network as it is after the last epoch, without a calibration. */
    static ModelBundle writeLast(TrainingRun run, LearningCurve curve, Path folder) throws IOException {
        EpochResult last = curve.epochs().get(curve.epochs().size() - 1);
        try (DetectorTraining training = run.last()) {
            return write(training, provenance(run, last, "EntropyLossTrial"), folder, "trial");
        }
    }

    private static ModelBundle write(DetectorTraining training, Provenance provenance, Path folder, String name)
            throws IOException {
        Files.createDirectories(folder);
        DetectorExport.write(training.network(), folder.resolve(NETWORK));
        return ModelBundle.write(
                folder,
                new BundleManifest(
                        BundleManifest.FORMAT_VERSION,
                        name,
                        BundleManifest.ONNX_RUNTIME,
                        NETWORK,
                        training.network().size().grid(),
                        DetectorExport.blocks(training.network()),
                        LayerEntropy.RADIUS,
                        new CenterHead(DetectorExport.HEAT_MAP, DetectorExport.BOXES, DetectorSize.HEAD_STRIDE),
                        new TreeMap<>(),
                        provenance,
                        ""));
    }

    private static Provenance provenance(TrainingRun run, EpochResult best, String madeBy) throws IOException {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("epoch", (double) best.epoch());
        metrics.put("detection_loss", best.detectionLoss());
        metrics.put("entropy_loss", best.entropyLoss());
        if (best.validation() != null) {
            metrics.putAll(best.validation().percent());
        }
        SortedMap<String, String> data = new TreeMap<>();
        data.put("train (" + run.train().size() + " sweeps)", run.train().digest());
        data.put(
                "val (" + run.validation().size() + " sweeps)", run.validation().digest());
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("djl", Engine.getDjlVersion());
        versions.put("pytorch", Engine.getEngine(BundleManifest.PYTORCH).getVersion());
        versions.put("configuration", run.config().toString());
        return new Provenance(madeBy, run.config().seed(), true, data, versions, metrics);
    }

    /**
     * What a bundle finds in a dataset, by KITTI's measure.
     *
     * @param progress told how many sweeps are done
     * @throws IllegalArgumentException when the bundle has no head that says what it sees
     */
    public static AveragePrecision evaluate(ModelBundle bundle, SweepDataset sweeps, IntConsumer progress)
            throws IOException {
        if (bundle.manifest().head() == null) {
            throw new IllegalArgumentException(bundle.folder() + ": expected a bundle of a detector, got '"
                    + bundle.manifest().label() + "' without a head that says which objects it sees");
        }
        List<EvaluatedSweep> evaluated = new ArrayList<>();
        try (LoadedBundle loaded = LoadedBundle.open(bundle, ServingOptions.defaults());
                PerceptionModel model = loaded.newModel()) {
            for (int i = 0; i < sweeps.size(); i++) {
                LabelledSweep sweep = sweeps.sweep(i);
                evaluated.add(
                        sweep.evaluated(model.perceive(List.of(sweep.training().points()))
                                .get(0)
                                .objects()));
                progress.accept(i + 1);
            }
        }
        return AveragePrecision.of(evaluated);
    }
}
