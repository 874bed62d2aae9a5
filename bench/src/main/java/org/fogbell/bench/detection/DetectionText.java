package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for a terminal. */
record DetectionText(DetectionReport report) {
    private static final int CLOSEST = 3;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(report.bundle() + " on " + report.scenes());
        SensorCheck sensor = report.sensor();
        lines.add("  " + (sensor == null ? "the bundle is calibrated for no sensor" : sensor.toString()));
        scores(lines);
        stream(lines);
        lines.addAll(new MeasureComparison(report).text());
        kinds(lines);
        if (!report.frames().absent().isEmpty()) {
            report.frames()
                    .absent()
                    .forEach(score -> lines.add("  not there: " + score + ", which needs " + score.lack()));
        }
        if (!report.frames().unchanged().isEmpty()) {
            lines.add("  change nothing here, and are left out: "
                    + String.join(", ", report.frames().unchanged()));
        }
        return lines;
    }

    private void scores(List<String> lines) {
        boolean unseen = !report.kinds(true).isEmpty();
        lines.add(String.format(
                Locale.ROOT,
                "  %-28s %8s %8s %8s %8s %8s %8s %8s",
                "mean AUROC",
                "sev. 1-2",
                "sev. 3-5",
                "all",
                unseen ? "unseen" : "",
                "AUPR",
                "FPR95",
                "AP rank"));
        for (DetectionScore score : report.frames().scores()) {
            FrameReading.Means all = report.frames().means(score, report.kinds(false), 1, 5);
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-28s %8s %8s %8s %8s %8s %8s %8s%s",
                    score,
                    number(report.mean(score, false, 1, 2)),
                    number(report.mean(score, false, 3, 5)),
                    number(all.auroc()),
                    number(report.mean(score, true, 1, 5)),
                    number(all.aupr()),
                    number(all.fpr95()),
                    number(report.frames().correlation(score, report.precisionLost())),
                    score == DetectionScore.DEFAULT ? "  the job's default" : ""));
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    private void stream(List<String> lines) {
        found(lines, "onsets", report.kinds(false));
        if (!report.kinds(true).isEmpty()) {
            found(lines, "onsets of unseen faults", report.kinds(true));
        }
        lines.add(String.format(
                Locale.ROOT,
                "  %-10s %12s %12s %14s %12s",
                "threshold",
                "found 1-2",
                "found 3-5",
                "false alarms",
                "a day, 95 %"));
        for (StreamReading reading : report.curve(StreamMeasure.DEFAULT)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-10.1f %10.0f %% %10.0f %% %6d in %.2f h %10.1f%s",
                    reading.threshold(),
                    100 * reading.foundShare(report.kinds(false), 1, 2),
                    100 * reading.foundShare(report.kinds(false), 3, 5),
                    reading.falseAlarms(),
                    reading.cleanHours(),
                    reading.falseAlarmsADayBound(),
                    reading.threshold() == JobReplay.DEFAULT_THRESHOLD ? "  the job's default" : ""));
        }
    }

    private void found(List<String> lines, String what, List<String> kinds) {
        StreamReading stream = report.stream();
        lines.add(String.format(
                Locale.ROOT,
                "  %s found within %d frames, of which %d are bad, default policy: %.0f %% of %d of severity 3-5 (median"
                        + " %.0f frames), %.0f %% of %d of severity 1-2 (%.0f)",
                what,
                StreamReading.WITHIN_FRAMES,
                Math.min(StreamReading.WITHIN_FRAMES, report.plan().corrupted()),
                100 * stream.foundShare(kinds, 3, 5),
                stream.count(kinds, 3, 5),
                stream.medianDelay(kinds, 3, 5).orElse(Double.NaN),
                100 * stream.foundShare(kinds, 1, 2),
                stream.count(kinds, 1, 2),
                stream.medianDelay(kinds, 1, 2).orElse(Double.NaN)));
    }

    private void kinds(List<String> lines) {
        report.confusions()
                .forEach((by, severities) -> severities.forEach(confusion -> lines.add(String.format(
                        Locale.ROOT,
                        "  kinds told by the %s at severity %d: %.0f %% of frames (chance %.0f %%), pairs %.0f %%, silhouette"
                                + " %.2f; closest: %s",
                        by,
                        confusion.severity(),
                        100 * confusion.accuracy(),
                        100.0 / confusion.kinds().size(),
                        100 * confusion.meanPairwise(),
                        confusion.silhouette(),
                        String.join(", ", confusion.closest(CLOSEST))))));
    }
}
