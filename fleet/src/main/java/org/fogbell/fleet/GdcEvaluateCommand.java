package org.fogbell.fleet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.zeroshot.CameraFeatures;
import org.fogbell.models.zeroshot.DiffusionClassifier;
import org.fogbell.models.zeroshot.Evaluation;
import org.fogbell.models.zeroshot.LabelledImages;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell gdc evaluate}: how well a prepared classifier names the conditions of other scenes. */
@Command(
        name = "evaluate",
        description =
                "Counts how often the classifier names what was done to clean sweeps of other scenes, or what images show.",
        mixinStandardHelpOptions = true)
final class GdcEvaluateCommand implements Callable<Integer> {
    private static final Pattern SEVERITIES = Pattern.compile("([1-5])(?:\\.\\.([1-5]))?");

    @Option(
            names = "--classifier",
            paramLabel = "FILE",
            required = true,
            description =
                    "What 'gdc prepare' wrote, or lidar-sim-32, which is shipped for the simulated fleet's LiDAR.")
    String classifier = "";

    @Mixin
    GdcInput input = new GdcInput();

    @Mixin
    DiffusionBaseline baseline = new DiffusionBaseline();

    @Option(
            names = "--severity",
            defaultValue = "",
            paramLabel = "LOW..HIGH",
            description = "Of every disturbance, 1..5 (default: what each sentence allows).")
    String severity = "";

    @Option(
            names = "--per-class",
            defaultValue = "40",
            description = "Frames of each condition (default: ${DEFAULT-VALUE}).")
    int perClass = 40;

    @Option(
            names = "--seed",
            defaultValue = "2",
            description = "Seed of the frames, and of Diffusion Classifier's noise (default: ${DEFAULT-VALUE}).")
    long seed = 2;

    @Option(names = "--json", description = "One JSON object.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (perClass < 1) {
            throw new IllegalArgumentException("--per-class: expected at least 1, got " + perClass);
        }
        int[] severities = severities(severity);
        PreparedClassifier prepared = PreparedClassifier.named(classifier);
        boolean ofImages = input.isOfImages();
        baseline.require(ofImages);
        if (ofImages) {
            ofImages(prepared);
        } else {
            print(ofSweeps(prepared, severities), null);
        }
        return 0;
    }

    private void print(Evaluation evaluation, @Nullable DiffusionTable baseline) throws IOException {
        String text;
        if (json) {
            Map<String, Object> object = NamingTable.json(evaluation);
            if (baseline != null) {
                object.put("diffusion_classifier", baseline.json());
            }
            text = new JsonMapper().writeValueAsString(object);
        } else {
            String table = NamingTable.of(evaluation).strip();
            text = baseline == null ? table : table + "\n\n" + baseline.text().strip();
        }
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    private Evaluation ofSweeps(PreparedClassifier prepared, int[] severities) throws IOException {
        ModelBundle opened = input.openBundle();
        CleanRecording clean = input.openSweeps();
        int count = Evaluation.frames(prepared, clean, perClass);
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), count);
        try (LoadedBundle loaded = LoadedBundle.open(opened, ServingOptions.defaults());
                PerceptionModel network = loaded.newModel()) {
            Evaluation evaluation = Evaluation.of(
                    prepared,
                    clean,
                    network,
                    new LidarFeatures(opened.manifest()),
                    perClass,
                    severities,
                    seed,
                    progress::show);
            progress.end(String.format(
                    Locale.ROOT, "fogbell: %d frames of %d sweeps of %s", count, clean.count(), input.data));
            return evaluation;
        }
    }

    private void ofImages(PreparedClassifier prepared) throws IOException {
        LabelledImages images = input.openImages(prepared.conditions());
        PrintWriter err = spec.commandLine().getErr();
        ProgressLine progress = ProgressLine.on(err, images.count());
        try (OnnxImageFeatures opened = input.openFeatures();
                DiffusionPipeline pipeline = baseline.open()) {
            CameraFeatures features = new CameraFeatures(opened);
            DiffusionClassifier denoising =
                    pipeline == null ? null : baseline.classifier(pipeline, prepared.conditions(), seed);
            Evaluation evaluation = Evaluation.of(prepared, images, features, progress::show);
            progress.end(String.format(Locale.ROOT, "fogbell: %d images of %s", images.count(), input.images));
            DiffusionTable table = denoising == null
                    ? null
                    : new DiffusionTable(baseline, baseline.compare(prepared, images, features, denoising, err));
            print(evaluation, table);
        }
    }

    /** Lowest and highest; none for an empty text. */
    static int[] severities(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        Matcher matched = SEVERITIES.matcher(text);
        if (!matched.matches()) {
            throw new IllegalArgumentException("--severity: expected 1..5, such as 4 or 3..5, got '" + text + "'");
        }
        int low = Integer.parseInt(matched.group(1));
        int high = matched.group(2) == null ? low : Integer.parseInt(matched.group(2));
        if (high < low) {
            throw new IllegalArgumentException("--severity: expected the lower first, got '" + text + "'");
        }
        return new int[] {low, high};
    }
}
