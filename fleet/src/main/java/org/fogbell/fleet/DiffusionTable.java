package org.fogbell.fleet;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fogbell.models.zeroshot.Answers;
import org.fogbell.models.zeroshot.DiffusionComparison;

/**
 * What came out of a comparison with Diffusion Classifier, as Markdown tables or as JSON.
 *
 * @param baseline which network was asked what
 */
record DiffusionTable(DiffusionBaseline baseline, DiffusionComparison comparison) {
    /** As many conditions as the classes of the benchmark that the papers' arithmetic is about. */
    private static final int MANY = 1000;

    private static final double MILLIS = 1000;

    private int labels() {
        return comparison.confusion().length;
    }

    private double evaluationsAnImage() {
        return (double) comparison.evaluations() / comparison.images();
    }

    /** At most: as if what a name costs beside the features were all for the conditions. */
    private double preparedSecondsOfMany() {
        return comparison.featureSeconds() + comparison.namingSeconds() * MANY / labels();
    }

    private long evaluationsOfMany() {
        return baseline.stages().evaluations(MANY);
    }

    private double diffusionSecondsOfMany() {
        return evaluationsOfMany() * comparison.secondsAnEvaluation();
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Diffusion Classifier with %s (stages %s, error in the %s), on %d images, one thread, times to the median:%n%n",
                baseline.diffusion,
                baseline.stages(),
                baseline.error(),
                comparison.images()));
        text.append(
                "| | top-1, % | ms an image | network evaluations an image | a condition |\n|---|---|---|---|---|\n");
        text.append(String.format(
                Locale.ROOT,
                "| all features | %.1f | %.2f | 1 | %.2f |%n",
                100 * comparison.prepared().answers().accuracy(),
                MILLIS * comparison.preparedSeconds(),
                1.0 / labels()));
        row(text, "nearest mean", comparison.prepared().nearestMean());
        row(text, "physical statistics alone", comparison.prepared().statisticsAlone());
        text.append(String.format(
                Locale.ROOT,
                "| Diffusion Classifier | %.1f | %.1f | %.0f | %.1f |%n",
                100 * comparison.accuracy(),
                MILLIS * comparison.diffusionSeconds(),
                evaluationsAnImage(),
                evaluationsAnImage() / labels()));
        text.append(String.format(
                Locale.ROOT,
                "| chance | %.1f | | | |%n%n",
                100 * comparison.prepared().chance()));
        text.append(String.format(
                Locale.ROOT,
                "All features against Diffusion Classifier: %+.1f points, 1/%.0f of the time.%n%n",
                100 * (comparison.prepared().answers().accuracy() - comparison.accuracy()),
                comparison.diffusionSeconds() / comparison.preparedSeconds()));
        text.append(String.format(
                Locale.ROOT,
                "With %d conditions: Diffusion Classifier asks its network %d times at %.2f ms, %.1f s an image. One pass of the"
                        + " features, %.2f ms, and %d x %.4f ms for the Gaussians at most, make %.2f ms: 1/%.0f of it.%n%n",
                MANY,
                evaluationsOfMany(),
                MILLIS * comparison.secondsAnEvaluation(),
                diffusionSecondsOfMany(),
                MILLIS * comparison.featureSeconds(),
                MANY,
                MILLIS * comparison.namingSeconds() / labels(),
                MILLIS * preparedSecondsOfMany(),
                diffusionSecondsOfMany() / preparedSecondsOfMany()));
        NamingTable.confusion(
                text,
                comparison.prepared().labels(),
                "Diffusion Classifier: shown, named",
                label -> comparison.confusion()[label],
                "",
                label -> "");
        return text.toString();
    }

    private static void row(StringBuilder text, String what, Answers answers) {
        text.append(String.format(Locale.ROOT, "| %s | %.1f | | | |%n", what, 100 * answers.accuracy()));
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", baseline.diffusion);
        object.put("stages", baseline.stages().toString());
        object.put("error", baseline.error().toString());
        object.put("images", comparison.images());
        object.put("accuracy", comparison.accuracy());
        object.put("accuracy_prepared", comparison.prepared().answers().accuracy());
        object.put("accuracy_nearest_mean", comparison.prepared().nearestMean().accuracy());
        object.put(
                "accuracy_statistics_alone",
                comparison.prepared().statisticsAlone().accuracy());
        object.put("accuracy_chance", comparison.prepared().chance());
        object.put("evaluations_per_image", evaluationsAnImage());
        object.put("evaluations_per_image_and_condition", evaluationsAnImage() / labels());
        object.put("seconds_per_image", comparison.diffusionSeconds());
        object.put("seconds_per_image_prepared", comparison.preparedSeconds());
        Map<String, Object> many = new LinkedHashMap<>();
        many.put("conditions", MANY);
        many.put("evaluations_per_image", evaluationsOfMany());
        many.put("seconds_per_image", diffusionSecondsOfMany());
        many.put("seconds_per_image_prepared", preparedSecondsOfMany());
        object.put("extrapolated", many);
        object.put("confusion", comparison.confusion());
        return object;
    }
}
