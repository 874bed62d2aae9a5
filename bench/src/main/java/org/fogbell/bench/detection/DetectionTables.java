package org.fogbell.bench.detection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as files for other programs. */
record DetectionTables(DetectionReport report) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static String json(Map<String, Object> summary) throws JsonProcessingException {
        return JSON.writeValueAsString(summary) + "\n";
    }

    List<String> frames() {
        List<String> lines = new ArrayList<>(
                List.of("score,kind,severity,frames,auroc,aupr,fpr95,mean,factor,precision_lost_points"));
        for (FrameReading.Row row : report.frames().rows()) {
            Double lost = report.precisionLost().get(row.kind() + ":" + row.severity());
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%.4f,%.4f,%.4f,%.4g,%s,%s",
                    row.score(),
                    row.kind(),
                    row.severity(),
                    row.frames(),
                    row.separation().auroc(),
                    row.separation().aupr(),
                    row.separation().fpr95(),
                    row.mean(),
                    row.score().hasFactor() ? String.format(Locale.ROOT, "%.4g", row.factor()) : "",
                    lost == null ? "" : String.format(Locale.ROOT, "%.2f", lost)));
        }
        return lines;
    }

    List<String> onsets() {
        List<String> lines = new ArrayList<>(List.of("scene,kind,severity,delay_frames"));
        report.stream()
                .onsets()
                .forEach(onset -> lines.add(onset.scene() + "," + onset.kind() + "," + onset.severity() + ","
                        + (onset.found() ? onset.delayFrames() : "")));
        return lines;
    }

    List<String> thresholds() {
        List<String> lines = new ArrayList<>(
                List.of("threshold,found_severity_1_to_2,found_severity_3_to_5,unseen_found_severity_1_to_2,"
                        + "unseen_found_severity_3_to_5,false_alarms,clean_hours,false_alarms_a_day_upper_95"));
        for (StreamReading reading : report.curve(StreamMeasure.DEFAULT)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%.1f,%.4f,%.4f,%.4f,%.4f,%d,%.3f,%.2f",
                    reading.threshold(),
                    reading.foundShare(report.kinds(false), 1, 2),
                    reading.foundShare(report.kinds(false), 3, 5),
                    reading.foundShare(report.kinds(true), 1, 2),
                    reading.foundShare(report.kinds(true), 3, 5),
                    reading.falseAlarms(),
                    reading.cleanHours(),
                    reading.falseAlarmsADayBound()));
        }
        return lines;
    }

    List<String> measures() {
        return new MeasureComparison(report).csv();
    }

    List<String> confusion() {
        List<String> lines = new ArrayList<>(List.of("by,severity,kind,told,frames"));
        report.confusions()
                .forEach((by, severities) -> severities.forEach(confusion -> {
                    List<String> kinds = confusion.kinds();
                    for (int kind = 0; kind < kinds.size(); kind++) {
                        for (int told = 0; told < kinds.size(); told++) {
                            int frames = confusion.counts()[kind][told];
                            if (frames > 0) {
                                lines.add(by + "," + confusion.severity() + "," + kinds.get(kind) + ","
                                        + kinds.get(told) + "," + frames);
                            }
                        }
                    }
                }));
        return lines;
    }
}
