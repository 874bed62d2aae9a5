package org.fogbell.bench.detection;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What a bundle's two readings say, as text, CSV, JSON and a page for a browser. */
record DetectionReport(String bundle, String scenes, DetectionPlan plan, FrameReading frames, StreamReading stream) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("frames.csv"), frameLines());
        Files.write(folder.resolve("onsets.csv"), onsetLines());
        Files.writeString(folder.resolve("summary.json"), JSON.writeValueAsString(summary()) + "\n");
        Files.writeString(folder.resolve("report.html"), DetectionPage.of(this));
    }

    private List<String> frameLines() {
        List<String> lines = new ArrayList<>(List.of("score,kind,severity,frames,auroc,aupr,fpr95,factor"));
        for (FrameReading.Row row : frames.rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%.4f,%.4f,%.4f,%s",
                    row.score(),
                    row.kind(),
                    row.severity(),
                    row.frames(),
                    row.separation().auroc(),
                    row.separation().aupr(),
                    row.separation().fpr95(),
                    row.score().hasFactor() ? String.format(Locale.ROOT, "%.4g", row.factor()) : ""));
        }
        return lines;
    }

    private List<String> onsetLines() {
        List<String> lines = new ArrayList<>(List.of("scene,kind,severity,delay_frames"));
        stream.onsets()
                .forEach(onset -> lines.add(onset.scene() + "," + onset.kind() + "," + onset.severity() + ","
                        + (onset.found() ? onset.delayFrames() : "")));
        return lines;
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("bundle", bundle);
        summary.put("scenes", scenes);
        summary.put("default_score", DetectionScore.DEFAULT.toString());
        summary.put("default_mean_auroc", frames.meanAuroc(DetectionScore.DEFAULT, 1, 5));
        summary.put("default_mean_auroc_severity_3_to_5", frames.meanAuroc(DetectionScore.DEFAULT, 3, 5));
        DetectionScore rival = frames.bestRival(1, 5);
        summary.put("best_rival", rival.toString());
        summary.put("best_rival_mean_auroc", frames.meanAuroc(rival, 1, 5));
        summary.put("onsets_found_severity_3_to_5", stream.foundShare(3, 5, frames.unchanged()));
        summary.put("onsets_found_severity_1_to_2", stream.foundShare(1, 2, frames.unchanged()));
        summary.put("false_alarms", stream.falseAlarms());
        summary.put("clean_sensor_hours", stream.cleanHours());
        summary.put("false_alarms_a_sensor_day_upper_95", stream.falseAlarmsADayBound());
        summary.put("changes_nothing", frames.unchanged());
        return summary;
    }

    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(bundle + " on " + scenes);
        lines.add(String.format(Locale.ROOT, "  %-16s %9s %9s %9s", "mean AUROC", "sev. 1-2", "sev. 3-5", "all"));
        for (DetectionScore score : DetectionScore.all()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-16s %9.3f %9.3f %9.3f%s",
                    score,
                    frames.meanAuroc(score, 1, 2),
                    frames.meanAuroc(score, 3, 5),
                    frames.meanAuroc(score, 1, 5),
                    score == DetectionScore.DEFAULT ? "  the job's default" : ""));
        }
        lines.add(String.format(
                Locale.ROOT,
                "  onsets found within %d frames, default policy: %.0f %% of severity 3-5, %.0f %% of severity 1-2",
                plan.corrupted(),
                100 * stream.foundShare(3, 5, frames.unchanged()),
                100 * stream.foundShare(1, 2, frames.unchanged())));
        lines.add(String.format(
                Locale.ROOT,
                "  false alarms: %d in %.2f clean sensor-hours (at most %.0f a sensor-day, upper 95 %% bound)",
                stream.falseAlarms(),
                stream.cleanHours(),
                stream.falseAlarmsADayBound()));
        if (!frames.unchanged().isEmpty()) {
            lines.add("  change nothing here, and are left out: " + String.join(", ", frames.unchanged()));
        }
        return lines;
    }

    /** All kinds, in the order of their names. */
    List<String> kinds() {
        return List.copyOf(
                new TreeSet<>(frames.rows().stream().map(FrameReading.Row::kind).toList()));
    }
}
