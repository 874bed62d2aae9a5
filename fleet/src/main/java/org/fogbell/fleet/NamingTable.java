package org.fogbell.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.fogbell.models.zeroshot.Answers;
import org.fogbell.models.zeroshot.Evaluation;

/** What came out of naming conditions, as Markdown tables or as JSON. */
final class NamingTable {
    private static final int MAX_SEVERITY = 5;

    private NamingTable() {}

    static String of(Evaluation evaluation) {
        StringBuilder text = new StringBuilder("| | top-1, % | calibration error |\n|---|---|---|\n");
        row(text, "all features", evaluation.answers());
        row(text, "all features, temperature 1", evaluation.uncalibrated());
        row(text, "nearest mean", evaluation.nearestMean());
        row(text, "physical statistics alone", evaluation.statisticsAlone());
        text.append(String.format(Locale.ROOT, "| chance | %.1f | |%n%n", 100 * evaluation.chance()));
        text.append(severities(evaluation.answers())).append("\n\n");
        confusion(
                text,
                evaluation.labels(),
                "shown, named",
                evaluation.answers()::confusion,
                " of these unknown |",
                label -> " " + evaluation.answers().unknown(label) + " |");
        return text.toString();
    }

    /** A row a label that was shown, with how often each was named, and what else there is to say of it. */
    static void confusion(
            StringBuilder text,
            List<String> labels,
            String corner,
            IntFunction<int[]> named,
            String moreHeader,
            IntFunction<String> more) {
        String header = "| " + corner + " | " + String.join(" | ", labels) + " |" + moreHeader;
        text.append(header).append("\n|");
        text.append("---|"
                .repeat(Math.toIntExact(
                                header.chars().filter(each -> each == '|').count())
                        - 1));
        text.append('\n');
        for (int label = 0; label < labels.size(); label++) {
            text.append("| ").append(labels.get(label));
            for (int times : named.apply(label)) {
                text.append(" | ").append(times == 0 ? "" : times);
            }
            text.append(" |").append(more.apply(label)).append('\n');
        }
    }

    private static void row(StringBuilder text, String what, Answers answers) {
        text.append(String.format(
                Locale.ROOT, "| %s | %.1f | %.3f |%n", what, 100 * answers.accuracy(), answers.calibrationError()));
    }

    private static String severities(Answers answers) {
        List<String> parts = new ArrayList<>();
        for (int severity = 0; severity <= MAX_SEVERITY; severity++) {
            double accuracy = answers.accuracyAt(severity);
            if (!Double.isNaN(accuracy)) {
                parts.add(String.format(
                        Locale.ROOT,
                        "%s %.1f %%",
                        severity == 0 ? "undisturbed" : "severity " + severity,
                        100 * accuracy));
            }
        }
        return "Right: " + String.join(", ", parts) + ".";
    }

    static Map<String, Object> json(Evaluation evaluation) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("frames", evaluation.answers().count());
        object.put("labels", evaluation.labels());
        object.put("accuracy", evaluation.answers().accuracy());
        object.put("accuracy_nearest_mean", evaluation.nearestMean().accuracy());
        object.put("accuracy_statistics_alone", evaluation.statisticsAlone().accuracy());
        object.put("accuracy_chance", evaluation.chance());
        object.put("calibration_error", evaluation.answers().calibrationError());
        object.put("calibration_error_uncalibrated", evaluation.uncalibrated().calibrationError());
        Map<String, Double> bySeverity = new LinkedHashMap<>();
        for (int severity = 0; severity <= MAX_SEVERITY; severity++) {
            double accuracy = evaluation.answers().accuracyAt(severity);
            if (!Double.isNaN(accuracy)) {
                bySeverity.put(Integer.toString(severity), accuracy);
            }
        }
        object.put("accuracy_by_severity", bySeverity);
        List<int[]> confusion = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        for (int label = 0; label < evaluation.labels().size(); label++) {
            confusion.add(evaluation.answers().confusion(label));
            unknown.add(evaluation.answers().unknown(label));
        }
        object.put("confusion", confusion);
        object.put("unknown", unknown);
        return object;
    }
}
