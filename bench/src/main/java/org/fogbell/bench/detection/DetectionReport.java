package org.fogbell.bench.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.FeatureBaseline;
import org.jspecify.annotations.Nullable;

/**
 * All that is read from what a bundle saw.
 *
 * @param sensor whether the frames are of a sensor that the bundle knows; null where it knows none
 * @param streams the stream reading by each measure at each threshold, the lowest first
 * @param precisionLost by fault, points of the detector's mean average precision
 * @param confusions of the kinds at each severity, by what tells them: the profile or all features; empty with one kind or tested scene
 */
record DetectionReport(
        String bundle,
        String scenes,
        @Nullable SensorCheck sensor,
        DetectionPlan plan,
        FrameReading frames,
        List<StreamReading> streams,
        SortedMap<String, Double> precisionLost,
        SortedMap<String, List<KindConfusion>> confusions) {

    /**
     * @param baselines of every measure that is compared as a stream, from the scenes that are not tested on
     * @param clean drives that ran beside the scenes
     */
    static DetectionReport of(
            String bundle,
            String scenes,
            @Nullable SensorCheck sensor,
            DetectionPlan plan,
            SeenFrames seen,
            List<MeasuredBaseline> baselines,
            CleanRun clean) {
        FrameReading frames = FrameReading.of(seen.frames(), plan);
        List<StreamReading> streams = baselines.stream()
                .flatMap(baseline -> JobReplay.THRESHOLDS.parallelStream()
                        .map(threshold -> StreamReading.of(seen.frames(), plan, baseline, threshold)))
                .map(clean::beside)
                .toList();
        return new DetectionReport(
                bundle,
                scenes,
                sensor,
                plan,
                frames,
                streams,
                seen.precisionLost(),
                confusions(seen.frames(), plan, frames.unchanged()));
    }

    private static SortedMap<String, List<KindConfusion>> confusions(
            List<SeenFrame> seen, DetectionPlan plan, List<String> unchanged) {
        SortedMap<String, List<KindConfusion>> confusions = new TreeMap<>();
        List<String> kinds = plan.labels(false).stream()
                .filter(kind -> !unchanged.contains(kind))
                .toList();
        if (kinds.size() < 2 || SeenScenes.tested(seen).size() < 2) {
            return confusions;
        }
        SortedMap<String, FeatureBaseline.Level> levels = SettledSensor.baseline(
                        SeenScenes.calibration(seen), name -> true)
                .levels();
        List<KindConfusion> byProfile = new ArrayList<>();
        List<KindConfusion> byFeatures = new ArrayList<>();
        for (int severity : plan.severities()) {
            byProfile.add(KindConfusion.of(seen, plan, severity, kinds, ScoreMethods::ranks));
            byFeatures.add(
                    KindConfusion.of(seen, plan, severity, kinds, frame -> ScoreMethods.standardised(frame, levels)));
        }
        confusions.put("profile", byProfile);
        confusions.put("features", byFeatures);
        return confusions;
    }

    /** By the default policy. */
    StreamReading stream() {
        return curve(StreamMeasure.DEFAULT).stream()
                .filter(reading -> reading.threshold() == JobReplay.DEFAULT_THRESHOLD)
                .findFirst()
                .orElseThrow();
    }

    /** By one measure, at each threshold; empty where it was not tried. */
    List<StreamReading> curve(StreamMeasure measure) {
        return streams.stream().filter(reading -> reading.measure() == measure).toList();
    }

    /** Those that were tried. */
    List<StreamMeasure> measures() {
        return streams.stream().map(StreamReading::measure).distinct().toList();
    }

    /** By a measure at the lowest threshold that gives no more false alarms than the job's at its own; empty where none does. */
    Optional<StreamReading> asFewAlarms(StreamMeasure measure) {
        return curve(measure).stream()
                .filter(reading -> reading.falseAlarms() <= stream().falseAlarms())
                .findFirst();
    }

    /** Of the kinds that change something, by whether somebody had them in view. */
    List<String> kinds(boolean unseen) {
        return plan.labels(unseen).stream()
                .filter(kind -> !frames.unchanged().contains(kind))
                .toList();
    }

    void write(Path folder, Map<String, String> pictures) throws IOException {
        Files.createDirectories(folder);
        DetectionTables tables = new DetectionTables(this);
        Files.write(folder.resolve("frames.csv"), tables.frames());
        Files.write(folder.resolve("onsets.csv"), tables.onsets());
        Files.write(folder.resolve("thresholds.csv"), tables.thresholds());
        Files.write(folder.resolve("measures.csv"), tables.measures());
        Files.write(folder.resolve("confusion.csv"), tables.confusion());
        Files.writeString(folder.resolve("summary.json"), DetectionTables.json(summary()));
        Files.writeString(folder.resolve("report.html"), new DetectionPage(this, pictures).html());
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("bundle", bundle);
        summary.put("scenes", scenes);
        summary.put("seed", plan.seed());
        summary.put("sensor", sensor == null ? "the bundle is calibrated for none" : sensor.toString());
        summary.put("another_sensor", sensor != null && sensor.isAnotherSensor());
        summary.put("default_score", DetectionScore.DEFAULT.toString());
        summary.put("default_mean_auroc", mean(DetectionScore.DEFAULT, false, 1, 5));
        summary.put("default_mean_auroc_severity_3_to_5", mean(DetectionScore.DEFAULT, false, 3, 5));
        DetectionScore rival = frames.bestRival(kinds(false), 1, 5);
        summary.put("best_rival", rival.toString());
        summary.put("best_rival_mean_auroc", mean(rival, false, 1, 5));
        summary.put("unseen_default_mean_auroc", mean(DetectionScore.DEFAULT, true, 1, 5));
        StreamReading stream = stream();
        summary.put("onsets_found_severity_3_to_5", stream.foundShare(kinds(false), 3, 5));
        summary.put("onsets_found_severity_1_to_2", stream.foundShare(kinds(false), 1, 2));
        summary.put("unseen_onsets_found_severity_3_to_5", stream.foundShare(kinds(true), 3, 5));
        summary.put("unseen_onsets_found_severity_1_to_2", stream.foundShare(kinds(true), 1, 2));
        summary.put("false_alarms", stream.falseAlarms());
        summary.put("clean_sensor_hours", stream.cleanHours());
        summary.put("false_alarms_a_sensor_day_upper_95", stream.falseAlarmsADayBound());
        summary.put("stream_measures", new MeasureComparison(this).summary());
        Map<String, Object> scores = new LinkedHashMap<>();
        frames.scores().forEach(score -> scores.put(score.toString(), summary(score)));
        summary.put("scores", scores);
        summary.put(
                "absent_scores", frames.absent().stream().map(Object::toString).toList());
        confusions.forEach((by, severities) -> severities.forEach(confusion -> summary.put(
                "kinds_told_by_" + by + "_severity_" + confusion.severity(),
                Map.of(
                        "accuracy", confusion.accuracy(),
                        "chance", 1.0 / confusion.kinds().size(),
                        "silhouette", confusion.silhouette(),
                        "pairwise", confusion.meanPairwise(),
                        "closest", confusion.closest(3)))));
        summary.put("changes_nothing", frames.unchanged());
        return summary;
    }

    private Map<String, Object> summary(DetectionScore score) {
        FrameReading.Means all = frames.means(score, kinds(false), 1, 5);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("auroc_severity_1_to_2", mean(score, false, 1, 2));
        summary.put("auroc_severity_3_to_5", mean(score, false, 3, 5));
        summary.put("auroc", all.auroc());
        summary.put("aupr", all.aupr());
        summary.put("fpr95", all.fpr95());
        summary.put("unseen_auroc", mean(score, true, 1, 5));
        summary.put("rank_correlation_with_precision_lost", frames.correlation(score, precisionLost));
        if (score.hasFactor()) {
            Map<String, Double> factors = new TreeMap<>();
            frames.rows().stream()
                    .filter(row -> row.score() == score && row.severity() == plan.mostSevere())
                    .forEach(row -> factors.put(row.kind(), row.factor()));
            summary.put("factor_at_severity_" + plan.mostSevere(), factors);
        }
        return summary;
    }

    /** Mean AUROC over kinds that change something. */
    double mean(DetectionScore score, boolean unseen, int from, int to) {
        return frames.means(score, kinds(unseen), from, to).auroc();
    }

    List<String> text() {
        return new DetectionText(this).lines();
    }
}
