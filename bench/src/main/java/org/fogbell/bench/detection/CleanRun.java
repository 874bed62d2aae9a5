package org.fogbell.bench.detection;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * False alarms while nothing was wrong.
 *
 * @param falseAlarms by measure and threshold; one that was not tried is not there
 * @param hours of one sensor
 */
record CleanRun(SortedMap<StreamMeasure, SortedMap<Double, Integer>> falseAlarms, double hours) {
    static final CleanRun NONE = new CleanRun(new TreeMap<>(), 0);

    /** One drive, by each of these measures at each of these thresholds. */
    static CleanRun of(List<SeenFrame> drive, List<MeasuredBaseline> baselines, List<Double> thresholds, double rate) {
        SortedMap<StreamMeasure, SortedMap<Double, Integer>> alarms = new TreeMap<>();
        for (MeasuredBaseline baseline : baselines) {
            SortedMap<Double, Integer> counts = new TreeMap<>();
            thresholds.forEach(threshold -> counts.put(
                    threshold,
                    new JobReplay(baseline, rate, threshold).opened(drive).size()));
            alarms.put(baseline.measure(), counts);
        }
        return new CleanRun(alarms, drive.size() / rate / 3_600);
    }

    /** One after the other. */
    CleanRun and(CleanRun other) {
        SortedMap<StreamMeasure, SortedMap<Double, Integer>> sum = new TreeMap<>();
        List.of(this, other)
                .forEach(run -> run.falseAlarms.forEach((measure, counts) -> {
                    SortedMap<Double, Integer> all = sum.computeIfAbsent(measure, key -> new TreeMap<>());
                    counts.forEach((threshold, count) -> all.merge(threshold, count, Integer::sum));
                }));
        return new CleanRun(sum, hours + other.hours);
    }

    /** The reading with these alarms and hours too, where it was tried. */
    StreamReading beside(StreamReading reading) {
        Integer count =
                falseAlarms.getOrDefault(reading.measure(), new TreeMap<>()).get(reading.threshold());
        return count == null ? reading : reading.with(count, hours);
    }
}
