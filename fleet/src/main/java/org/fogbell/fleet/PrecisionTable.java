package org.fogbell.fleet;

import java.util.Locale;
import java.util.Map;
import org.fogbell.models.training.AveragePrecision;

/** Average precisions as a Markdown table: a row for each class, view and overlap. */
final class PrecisionTable {
    private static final String[] LEVELS = {"easy", "moderate", "hard"};

    private PrecisionTable() {}

    static String of(AveragePrecision precision) {
        StringBuilder text = new StringBuilder("| AP40, % | easy | moderate | hard |\n|---|---|---|---|\n");
        Map<String, Double> percent = precision.percent();
        AveragePrecision.keys().stream()
                .map(key -> key.substring(0, key.lastIndexOf('_')))
                .distinct()
                .filter(row -> percent.keySet().stream().anyMatch(key -> key.startsWith(row + "_")))
                .forEach(row -> {
                    text.append("| ").append(row);
                    for (String level : LEVELS) {
                        Double value = percent.get(row + "_" + level);
                        text.append(value == null ? " | " : String.format(Locale.ROOT, " | %.1f", value));
                    }
                    text.append(" |\n");
                });
        return text.toString();
    }
}
