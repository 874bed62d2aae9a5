package org.fogbell.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fogbell.schemas.Deviation;

/** What policies make of a recording, as one HTML page that fetches nothing: per sensor robust z over time, and a bar an alert. */
final class WhatIfReport {
    private static final int WIDTH = 1_000;
    private static final int PLOT_HEIGHT = 140;
    private static final int BAR_HEIGHT = 16;
    private static final int LEFT = 150;
    private static final double Z_SHOWN = 12;
    private static final int MAX_SENSORS = 40;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e");

    private final List<WhatIf> outcomes;
    private final StringBuilder page = new StringBuilder();

    private WhatIfReport(List<WhatIf> outcomes) {
        this.outcomes = outcomes;
    }

    static String html(List<WhatIf> outcomes) {
        return new WhatIfReport(outcomes).write();
    }

    private String write() {
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>fogbell whatif</title>\n")
                .append(
                        "<style>body{font:14px sans-serif;margin:2em;max-width:1100px}pre{background:#f4f4f4;padding:1em;")
                .append("overflow-x:auto}svg text{font:11px sans-serif}</style></head><body>\n<h1>What if</h1>\n<pre>");
        WhatIfText.lines(outcomes).forEach(line -> page.append(escape(line)).append('\n'));
        page.append("</pre>\n");
        parameters();
        TreeSet<String> deviating = outcomes.stream()
                .flatMap(outcome -> outcome.episodes().stream())
                .map(WhatIf.Episode::sensor)
                .collect(Collectors.toCollection(TreeSet::new));
        page.append("<p>Robust z of each window by ")
                .append(escape(outcomes.get(0).policy()))
                .append("; below, a bar for each alert. Shown are ")
                .append(Math.min(deviating.size(), MAX_SENSORS))
                .append(" of ")
                .append(deviating.size())
                .append(" sensors with alerts.</p>\n");
        deviating.stream().limit(MAX_SENSORS).forEach(this::sensor);
        return page.append("</body></html>\n").toString();
    }

    /** The parameters in which the policies differ. */
    private void parameters() {
        Map<String, List<String>> values = new TreeMap<>();
        for (String key : outcomes.get(0).parameters().toMap().keySet()) {
            List<String> each = outcomes.stream()
                    .map(outcome -> outcome.parameters().toMap().getOrDefault(key, ""))
                    .toList();
            if (each.stream().distinct().count() > 1) {
                values.put(key, each);
            }
        }
        page.append("<table border=\"1\" cellpadding=\"4\" style=\"border-collapse:collapse\"><tr><th></th>");
        outcomes.forEach(
                outcome -> page.append("<th>").append(escape(outcome.policy())).append("</th>"));
        page.append("</tr>\n");
        values.forEach((key, each) -> {
            page.append("<tr><td>").append(escape(key)).append("</td>");
            each.forEach(value -> page.append("<td>").append(escape(value)).append("</td>"));
            page.append("</tr>\n");
        });
        page.append("</table>\n");
    }

    private void sensor(String sensor) {
        List<Deviation> windows = outcomes.get(0).windowsBySensor().getOrDefault(sensor, List.of());
        if (windows.isEmpty()) {
            return;
        }
        long from = windows.get(0).getWindowStart().toEpochMilli();
        long to = windows.get(windows.size() - 1).getWindowEnd().toEpochMilli();
        int height = PLOT_HEIGHT + 20 + BAR_HEIGHT * outcomes.size();
        page.append("<h2>").append(escape(sensor)).append("</h2>\n");
        page.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n",
                WIDTH,
                height,
                WIDTH,
                height));
        rule(0, "#999", "0");
        double threshold = outcomes.get(0).parameters().alert().threshold();
        rule(threshold, "#c60", "threshold");
        rule(-threshold, "#c60", "");
        StringBuilder path = new StringBuilder();
        for (Deviation window : windows) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(
                            Locale.ROOT, "%.1f %.1f ", x(window.getWindowEnd(), from, to), y(window.getRobustZ())));
        }
        page.append("<path fill=\"none\" stroke=\"#333\" d=\"").append(path).append("\"/>\n");
        text(LEFT, PLOT_HEIGHT + 12, "start", windows.get(0).getWindowStart().toString());
        text(
                WIDTH,
                PLOT_HEIGHT + 12,
                "end",
                windows.get(windows.size() - 1).getWindowEnd().toString());
        for (int i = 0; i < outcomes.size(); i++) {
            bars(i, sensor, from, to);
        }
        page.append("</svg>\n");
    }

    private void bars(int index, String sensor, long from, long to) {
        int top = PLOT_HEIGHT + 20 + BAR_HEIGHT * index;
        text(LEFT - 8, top + 11, "end", outcomes.get(index).policy());
        for (WhatIf.Episode episode : outcomes.get(index).episodes()) {
            if (episode.sensor().equals(sensor)) {
                double left = x(episode.opened(), from, to);
                double right = episode.ended() == null ? WIDTH : x(episode.ended(), from, to);
                page.append(String.format(
                                Locale.ROOT,
                                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>",
                                left,
                                top + 2,
                                Math.max(2, right - left),
                                BAR_HEIGHT - 4,
                                COLOURS.get(index % COLOURS.size())))
                        .append(escape(WhatIfText.line(episode)))
                        .append("</title></rect>\n");
            }
        }
    }

    private void rule(double z, String colour, String label) {
        page.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"4 3\"/>\n",
                LEFT,
                WIDTH,
                y(z),
                y(z),
                colour));
        text(LEFT - 8, y(z) + 4, "end", label);
    }

    private void text(double x, double y, String anchor, String text) {
        page.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .append(escape(text))
                .append("</text>\n");
    }

    private static double x(Instant time, long from, long to) {
        return LEFT + (WIDTH - LEFT) * (time.toEpochMilli() - from) / (double) Math.max(1, to - from);
    }

    private static double y(double z) {
        return PLOT_HEIGHT * (1 - (Math.max(-Z_SHOWN, Math.min(Z_SHOWN, z)) + Z_SHOWN) / (2 * Z_SHOWN));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
