package org.fogbell.fleet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.zeroshot.CameraFeatures;
import org.fogbell.models.zeroshot.Evaluation;
import org.fogbell.models.zeroshot.LabelledImages;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.models.zeroshot.PreparedClassifier;
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

    @Option(names = "--seed", defaultValue = "2", description = "Seed of the frames (default: ${DEFAULT-VALUE}).")
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
        Evaluation evaluation = input.isOfImages() ? ofImages(prepared) : ofSweeps(prepared, severities);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new JsonMapper().writeValueAsString(NamingTable.json(evaluation))
                                : NamingTable.of(evaluation).strip());
        spec.commandLine().getOut().flush();
        return 0;
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

    private Evaluation ofImages(PreparedClassifier prepared) throws IOException {
        LabelledImages images = input.openImages(prepared.conditions());
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), images.count());
        try (OnnxImageFeatures features = input.openFeatures()) {
            Evaluation evaluation = Evaluation.of(prepared, images, new CameraFeatures(features), progress::show);
            progress.end(String.format(Locale.ROOT, "fogbell: %d images of %s", images.count(), input.images));
            return evaluation;
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
