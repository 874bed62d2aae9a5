package org.fogbell.bench.detection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The report as one page: heat maps of AUROC by kind and score, of onsets found and of kinds taken for others, and pictures. Nothing
 * is fetched from elsewhere.
 *
 * @param pictures by their captions, as PNG in base 64
 */
record DetectionPage(DetectionReport report, Map<String, String> pictures) {
    String html() {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><meta charset=\"utf-8\"><title>Fogbell: detection</title>\n")
                .append("<style>body{font:14px system-ui;margin:2em}td,th{padding:2px 6px;text-align:right}")
                .append("td:first-child,th:first-child{text-align:left}table{border-collapse:collapse}")
                .append("th span{writing-mode:vertical-rl;transform:rotate(180deg)}img{max-width:100%}</style>\n")
                .append("<h1>How well is it detected?</h1>\n<pre>");
        report.text().forEach(line -> page.append(escape(line)).append('\n'));
        page.append("</pre>\n");
        for (int severity : report.plan().severities()) {
            page.append("<h2>AUROC at severity ").append(severity).append("</h2>\n");
            auroc(page, severity);
        }
        pictures.forEach((caption, png) -> page.append("<h2>")
                .append(escape(caption))
                .append("</h2>\n<img src=\"data:image/png;base64,")
                .append(png)
                .append("\" alt=\"")
                .append(escape(caption))
                .append("\">\n"));
        page.append("<h2>Other sizes of a frame's deviation, as a stream</h2>\n")
                .append(new MeasureComparison(report).html());
        report.confusions()
                .forEach((by, severities) -> severities.forEach(confusion -> confusion(page, by, confusion)));
        return page.toString();
    }

    private void auroc(StringBuilder page, int severity) {
        page.append("<table><tr><th>kind</th>");
        report.frames().scores().forEach(score -> head(page, score.toString()));
        head(page, "onsets found");
        page.append("</tr>\n");
        Stream.of(false, true)
                .flatMap(unseen -> report.plan().labels(unseen).stream())
                .forEach(kind -> {
                    page.append("<tr><td>").append(escape(kind)).append("</td>");
                    for (DetectionScore score : report.frames().scores()) {
                        cell(page, auroc(score, kind, severity), 0.5);
                    }
                    cell(page, found(kind, severity), 0);
                    page.append("</tr>\n");
                });
        page.append("</table>\n");
    }

    private OptionalDouble auroc(DetectionScore score, String kind, int severity) {
        return report.frames().rows().stream()
                .filter(row -> row.score() == score && row.kind().equals(kind) && row.severity() == severity)
                .mapToDouble(row -> row.separation().auroc())
                .findFirst();
    }

    private OptionalDouble found(String kind, int severity) {
        double share = report.stream().foundShare(List.of(kind), severity, severity);
        return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
    }

    private static void confusion(StringBuilder page, String by, KindConfusion confusion) {
        page.append("<h2>Kinds told by the ")
                .append(by)
                .append(" at severity ")
                .append(confusion.severity())
                .append("</h2>\n<p>Row: what it was; column: what it was taken for; share of its frames.</p>\n")
                .append("<table><tr><th>kind</th>");
        confusion.kinds().forEach(kind -> head(page, kind));
        page.append("</tr>\n");
        for (int kind = 0; kind < confusion.kinds().size(); kind++) {
            int[] counts = confusion.counts()[kind];
            double all = 0;
            for (int count : counts) {
                all += count;
            }
            page.append("<tr><td>").append(confusion.kinds().get(kind)).append("</td>");
            for (int count : counts) {
                cell(page, count == 0 ? OptionalDouble.empty() : OptionalDouble.of(count / all), 0);
            }
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static void head(StringBuilder page, String text) {
        page.append("<th><span>").append(escape(text)).append("</span></th>");
    }

    /** Green where the value is 1, white at the value that means nothing. */
    private static void cell(StringBuilder page, OptionalDouble value, double nothing) {
        if (value.isEmpty()) {
            page.append("<td></td>");
            return;
        }
        double strength = Math.max(0, (value.getAsDouble() - nothing) / (1 - nothing));
        page.append(String.format(
                Locale.ROOT,
                "<td style=\"background:hsl(140 60%% %.0f%%)\">%.2f</td>",
                100 - 40 * strength,
                value.getAsDouble()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
