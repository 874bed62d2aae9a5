package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.fogbell.models.eloss.Medians;

/**
 * The reading frame by frame: of each score, kind and severity how well it tells the corrupted frames from the same frames as
 * they were.
 *
 * @param unchanged kinds that changed no feature of any frame here, which are left out of the means
 */
record FrameReading(List<Row> rows, List<String> unchanged) {
    FrameReading {
        rows = List.copyOf(rows);
        unchanged = List.copyOf(unchanged);
    }

    /** @param factor median score of the corrupted frames over that of the clean ones; NaN where {@link DetectionScore#hasFactor} says no */
    record Row(DetectionScore score, String kind, int severity, int frames, Separation separation, double factor) {}

    static FrameReading of(List<SeenFrame> seen, DetectionPlan plan) {
        List<SeenFrame> calibration = seen.stream()
                .filter(frame -> frame.isClean() && !Scenes.isTested(frame.scene()))
                .toList();
        Map<Integer, List<SeenFrame>> tested = new TreeMap<>();
        seen.stream().filter(frame -> Scenes.isTested(frame.scene())).forEach(frame -> tested.computeIfAbsent(
                        frame.scene(), scene -> new ArrayList<>())
                .add(frame));
        List<Row> rows = new ArrayList<>();
        for (DetectionScore score : DetectionScore.all()) {
            List<Double> clean = new ArrayList<>();
            Map<String, List<Double>> bad = new LinkedHashMap<>();
            for (List<SeenFrame> scene : tested.values()) {
                List<SeenFrame> own = scene.stream()
                        .filter(frame -> frame.isClean() && frame.frame() < plan.own())
                        .toList();
                ToDoubleFunction<SeenFrame> fitted = score.fit(calibration, own);
                for (SeenFrame frame : scene) {
                    if (!frame.isClean()) {
                        bad.computeIfAbsent(frame.kind() + ":" + frame.severity(), key -> new ArrayList<>())
                                .add(fitted.applyAsDouble(frame));
                    } else if (frame.frame() >= plan.own() && frame.frame() < plan.sceneFrames()) {
                        clean.add(fitted.applyAsDouble(frame));
                    }
                }
            }
            double[] usual = array(clean);
            bad.forEach((key, values) -> rows.add(row(score, key, usual, array(values))));
        }
        return new FrameReading(rows, unchanged(seen));
    }

    private static Row row(DetectionScore score, String key, double[] clean, double[] bad) {
        int colon = key.lastIndexOf(':');
        return new Row(
                score,
                key.substring(0, colon),
                Integer.parseInt(key.substring(colon + 1)),
                bad.length,
                Separation.of(clean, bad),
                score.hasFactor() ? Medians.of(bad) / Medians.of(clean) : Double.NaN);
    }

    private static List<String> unchanged(List<SeenFrame> seen) {
        Map<String, SeenFrame> clean = new TreeMap<>();
        seen.stream().filter(SeenFrame::isClean).forEach(frame -> clean.put(place(frame), frame));
        Map<String, Boolean> changes = new TreeMap<>();
        seen.stream().filter(frame -> !frame.isClean()).forEach(frame -> {
            SeenFrame before = clean.get(place(frame));
            boolean changed = before == null || !before.features().equals(frame.features());
            changes.merge(frame.kind(), changed, Boolean::logicalOr);
        });
        return changes.entrySet().stream()
                .filter(kind -> !kind.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String place(SeenFrame frame) {
        return frame.scene() + "/" + frame.frame();
    }

    /** Mean AUROC of a score over the kinds that change something, at these severities. */
    double meanAuroc(DetectionScore score, int from, int to) {
        return rows.stream()
                .filter(row -> row.score() == score && row.severity() >= from && row.severity() <= to)
                .filter(row -> !unchanged.contains(row.kind()))
                .mapToDouble(row -> row.separation().auroc())
                .average()
                .orElse(Double.NaN);
    }

    /** The best of the baselines that are not the project's own. */
    DetectionScore bestRival(int from, int to) {
        return DetectionScore.all().stream()
                .filter(score -> !score.isOurs())
                .max(Comparator.comparingDouble(score -> meanAuroc(score, from, to)))
                .orElseThrow();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
