package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A report's measures beside each other as streams: what each finds, and how often it is wrong, at each threshold. */
record MeasureComparison(DetectionReport report) {
    /** About the job's own; all of them are in the tables. */
    private static final List<Double> SHOWN = List.of(2.5, 3.0, 3.5, 4.0);

    private static final List<String> COLUMNS = List.of(
            "found_severity_1_to_2",
            "found_severity_3_to_5",
            "median_delay_frames_severity_1_to_2",
            "median_delay_frames_severity_3_to_5",
            "unseen_found_severity_1_to_2",
            "unseen_found_severity_3_to_5",
            "unseen_median_delay_frames_severity_1_to_2",
            "unseen_median_delay_frames_severity_3_to_5",
            "false_alarms",
            "clean_hours",
            "false_alarms_an_hour",
            "false_alarms_a_day_upper_95");

    /** A reading's figures by name, in order; NaN where there is none. */
    private Map<String, Double> figures(StreamReading reading) {
        List<Double> values = new ArrayList<>();
        for (boolean unseen : new boolean[] {false, true}) {
            List<String> kinds = report.kinds(unseen);
            values.add(reading.foundShare(kinds, 1, 2));
            values.add(reading.foundShare(kinds, 3, 5));
            values.add(number(reading.medianDelay(kinds, 1, 2)));
            values.add(number(reading.medianDelay(kinds, 3, 5)));
        }
        values.add((double) reading.falseAlarms());
        values.add(reading.cleanHours());
        values.add(reading.falseAlarmsAnHour());
        values.add(reading.falseAlarmsADayBound());
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            figures.put(COLUMNS.get(i), values.get(i));
        }
        return figures;
    }

    private static double number(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    /** A line a measure and threshold, after one that names the columns. */
    List<String> csv() {
        List<String> lines = new ArrayList<>(List.of("measure,threshold," + String.join(",", COLUMNS)));
        for (StreamReading reading : report.streams()) {
            StringBuilder line = new StringBuilder(reading.measure() + "," + reading.threshold());
            figures(reading).values().forEach(value -> line.append(',').append(text(value)));
            lines.add(line.toString());
        }
        return lines;
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** By measure and threshold. */
    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        for (StreamMeasure measure : report.measures()) {
            Map<String, Object> byThreshold = new LinkedHashMap<>();
            report.curve(measure)
                    .forEach(reading -> byThreshold.put(Double.toString(reading.threshold()), figures(reading)));
            summary.put(measure.toString(), byThreshold);
        }
        return summary;
    }

    /** For a terminal: a line a measure. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  judged by other sizes of a frame's deviation: onsets found of severity 1-2 / 3-5, and of unseen faults the"
                        + " same, in %, and false alarms; last at the lowest threshold with no more of them than the job's");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "  %-26s", "threshold"));
        SHOWN.forEach(threshold -> head.append(String.format(Locale.ROOT, " %-20.1f", threshold)));
        lines.add(head.append(" as few").toString());
        for (StreamMeasure measure : report.measures()) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-26s", measure));
            report.curve(measure).stream()
                    .filter(reading -> SHOWN.contains(reading.threshold()))
                    .forEach(reading -> line.append(String.format(Locale.ROOT, " %-20s", shares(reading))));
            report.asFewAlarms(measure)
                    .ifPresent(reading -> line.append(
                            String.format(Locale.ROOT, " %s at %.1f", shares(reading), reading.threshold())));
            lines.add(line.toString());
        }
        return lines;
    }

    private String shares(StreamReading reading) {
        return pair(reading, report.kinds(false)) + " " + pair(reading, report.kinds(true)) + " "
                + reading.falseAlarms();
    }

    private static String pair(StreamReading reading, List<String> kinds) {
        return percent(reading.foundShare(kinds, 1, 2)) + "/" + percent(reading.foundShare(kinds, 3, 5));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    /** The same as {@link #csv}, as rows of a table in HTML. */
    String html() {
        StringBuilder table = new StringBuilder("<table><tr><th>measure</th><th>threshold</th>");
        COLUMNS.forEach(column ->
                table.append("<th><span>").append(column.replace('_', ' ')).append("</span></th>"));
        table.append("</tr>\n");
        for (StreamReading reading : report.streams()) {
            table.append(
                    String.format(Locale.ROOT, "<tr><td>%s</td><td>%.1f</td>", reading.measure(), reading.threshold()));
            figures(reading)
                    .values()
                    .forEach(value -> table.append(
                            Double.isNaN(value) ? "<td></td>" : String.format(Locale.ROOT, "<td>%.2f</td>", value)));
            table.append("</tr>\n");
        }
        return table.append("</table>\n").toString();
    }
}
