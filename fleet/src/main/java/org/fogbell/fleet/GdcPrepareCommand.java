package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.GenerationDefaults;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.zeroshot.CameraFeatures;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.ConditionClassifier;
import org.fogbell.models.zeroshot.Conditions;
import org.fogbell.models.zeroshot.CovarianceKind;
import org.fogbell.models.zeroshot.ImagePreparation;
import org.fogbell.models.zeroshot.LabelledImages;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.models.zeroshot.Preparation;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell gdc prepare}: a classifier of conditions from their sentences and a sensor's clean sweeps. */
@Command(
        name = "prepare",
        description =
                "Fits a classifier of conditions: for LiDARs to references made from clean sweeps, for cameras to reference images.",
        mixinStandardHelpOptions = true)
final class GdcPrepareCommand implements Callable<Integer> {
    @Option(
            names = "--labels",
            paramLabel = "FILE",
            required = true,
            description = "Lines 'label: sentence', such as conditions.yaml.")
    Path labels = Path.of("");

    @Option(
            names = "--sensor-type",
            required = true,
            paramLabel = "TYPE",
            description = "Of the sensor that --data is of, as the vehicles name it, such as hdl-64e.")
    String sensorType = "";

    @Option(
            names = "--diffusion",
            paramLabel = "DIR",
            description =
                    "For cameras: fill the folder of --images (default: --out with .images behind it) by this diffusion"
                            + " model first, such as road-64, as 'gdc images' does.")
    @Nullable
    String diffusion;

    @Mixin
    GeneratorOptions generator = new GeneratorOptions();

    @Mixin
    GdcInput input = new GdcInput();

    @Option(
            names = "--per-class",
            defaultValue = "240",
            description = "References of each condition that are to be made (default: ${DEFAULT-VALUE}).")
    int perClass = 240;

    @Option(
            names = "--covariance",
            paramLabel = "KIND",
            converter = CovarianceOption.class,
            description = "full, shared, ledoit-wolf or diagonal (default: whichever names left-out scenes best).")
    @Nullable
    CovarianceKind covariance;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the references (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "File of the classifier.")
    Path out = Path.of("");

    @Option(names = "--force", description = "Replace the file of --out.")
    boolean force;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out) && !(force && Files.isRegularFile(out))) {
            throw new IllegalArgumentException("--out: expected no such file yet, got " + out
                    + (Files.isRegularFile(out) ? "; --force replaces it" : ", a folder"));
        }
        if (diffusion == null) {
            generator.requireNone();
        }
        List<Condition> conditions = Conditions.read(labels);
        if (diffusion != null && input.images == null) {
            input.images = out.resolveSibling(out.getFileName() + ".images");
        }
        List<CovarianceKind> kinds = covariance == null ? List.of(CovarianceKind.values()) : List.of(covariance);
        PreparedClassifier prepared = input.isOfImages() ? ofImages(conditions, kinds) : ofSweeps(conditions, kinds);
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        prepared.write(out);
        print(prepared.classifier());
        return 0;
    }

    private PreparedClassifier ofSweeps(List<Condition> conditions, List<CovarianceKind> kinds) throws IOException {
        ModelBundle opened = input.openBundle();
        CleanRecording clean = input.openSweeps();
        try (LoadedBundle loaded = LoadedBundle.open(opened, ServingOptions.defaults());
                PerceptionModel network = loaded.newModel()) {
            Preparation preparation = new Preparation(
                    sensorType, conditions, clean, network, new LidarFeatures(opened.manifest()), perClass);
            ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), preparation.frames());
            PreparedClassifier prepared = preparation.run(seed, kinds, progress::show);
            progress.end(String.format(
                    Locale.ROOT, "fogbell: %s, from %d clean sweeps of %s", out, clean.count(), input.data));
            return prepared;
        }
    }

    private PreparedClassifier ofImages(List<Condition> conditions, List<CovarianceKind> kinds) throws IOException {
        if (diffusion != null) {
            ReferenceFolder folder = new ReferenceFolder(
                    Objects.requireNonNull(input.images),
                    perClass,
                    spec.commandLine().getErr());
            try (DiffusionPipeline pipeline = generator.open(diffusion, 1)) {
                GenerationDefaults defaults = pipeline.defaults();
                folder.fill(pipeline, generator.generation(defaults, seed), generator.templates(defaults), conditions);
            }
        }
        LabelledImages images = input.openImages(conditions);
        try (OnnxImageFeatures features = input.openFeatures()) {
            ImagePreparation preparation =
                    new ImagePreparation(sensorType, conditions, images, new CameraFeatures(features));
            ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), images.count());
            PreparedClassifier prepared = preparation.run(kinds, progress::show);
            progress.end(
                    String.format(Locale.ROOT, "fogbell: %s, from %d images of %s", out, images.count(), input.images));
            return prepared;
        }
    }

    /** Reads the kind's word. */
    static final class CovarianceOption implements CommandLine.ITypeConverter<CovarianceKind> {
        @Override
        public CovarianceKind convert(String text) {
            for (CovarianceKind kind : CovarianceKind.values()) {
                if (kind.toString().equals(text)) {
                    return kind;
                }
            }
            throw new CommandLine.TypeConversionException(
                    "expected full, shared, ledoit-wolf or diagonal, got '" + text + "'");
        }
    }

    private void print(ConditionClassifier classifier) {
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d conditions, %d features, %s covariance, epsilon %s, temperature %.1f, calibration error %.3f%n",
                        classifier.labels().size(),
                        classifier.features().size(),
                        classifier.covariance(),
                        classifier.epsilon(),
                        classifier.temperature(),
                        classifier.calibrationError());
        spec.commandLine().getOut().flush();
    }
}
