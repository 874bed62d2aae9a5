package org.fogbell.bench.detection;

import java.util.Locale;
import java.util.OptionalDouble;

/** The report as one page: heat maps of AUROC by kind and score, and of onsets found. Nothing is fetched from elsewhere. */
final class DetectionPage {
    private DetectionPage() {}

    static String of(DetectionReport report) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><meta charset=\"utf-8\"><title>Fogbell: detection</title>\n")
                .append(
                        "<style>body{font:14px system-ui;margin:2em;max-width:80em}td,th{padding:2px 8px;text-align:right}")
                .append("td:first-child,th:first-child{text-align:left}table{border-collapse:collapse}</style>\n")
                .append("<h1>How well is it detected?</h1>\n<pre>");
        report.text().forEach(line -> page.append(escape(line)).append('\n'));
        page.append("</pre>\n");
        for (int severity : report.plan().severities()) {
            page.append("<h2>AUROC at severity ").append(severity).append("</h2>\n<table><tr><th>kind</th>");
            DetectionScore.all()
                    .forEach(score -> page.append("<th>").append(score).append("</th>"));
            page.append("<th>onsets found</th></tr>\n");
            for (String kind : report.kinds()) {
                page.append("<tr><td>").append(kind).append("</td>");
                for (DetectionScore score : DetectionScore.all()) {
                    cell(page, auroc(report, score, kind, severity), 0.5, "%.2f");
                }
                cell(page, found(report, kind, severity), 0, "%.2f");
                page.append("</tr>\n");
            }
            page.append("</table>\n");
        }
        return page.toString();
    }

    private static OptionalDouble auroc(DetectionReport report, DetectionScore score, String kind, int severity) {
        return report.frames().rows().stream()
                .filter(row -> row.score() == score && row.kind().equals(kind) && row.severity() == severity)
                .mapToDouble(row -> row.separation().auroc())
                .findFirst();
    }

    private static OptionalDouble found(DetectionReport report, String kind, int severity) {
        return report.stream().onsets().stream()
                .filter(onset -> onset.kind().equals(kind) && onset.severity() == severity)
                .mapToInt(onset -> onset.found() ? 1 : 0)
                .average();
    }

    /** Green where the value is 1, white at the value that means nothing. */
    private static void cell(StringBuilder page, OptionalDouble value, double nothing, String format) {
        if (value.isEmpty()) {
            page.append("<td></td>");
            return;
        }
        double strength = Math.max(0, (value.getAsDouble() - nothing) / (1 - nothing));
        page.append(String.format(
                Locale.ROOT,
                "<td style=\"background:hsl(140 60%% %.0f%%)\">" + format + "</td>",
                100 - 40 * strength,
                value.getAsDouble()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
