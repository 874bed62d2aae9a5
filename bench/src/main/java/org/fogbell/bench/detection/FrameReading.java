package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.fogbell.bench.statistics.RankCorrelation;
import org.fogbell.bench.statistics.Separation;
import org.fogbell.models.eloss.Medians;

/**
 * The reading frame by frame: of each score, kind and severity how well it tells the corrupted frames from the same frames as
 * they were.
 *
 * @param unchanged kinds that changed no feature of any frame here, which are left out of the means
 * @param absent scores that the bundle does not allow
 */
record FrameReading(List<Row> rows, List<String> unchanged, List<DetectionScore> absent) {
    FrameReading {
        rows = List.copyOf(rows);
        unchanged = List.copyOf(unchanged);
        absent = List.copyOf(absent);
    }

    /**
     * @param mean of the score over the corrupted frames
     * @param factor median score of the corrupted frames over that of the same drive's clean ones, the median over the drives; NaN
     *     where {@link DetectionScore#hasFactor} says no
     */
    record Row(
            DetectionScore score,
            String kind,
            int severity,
            int frames,
            Separation separation,
            double mean,
            double factor) {}

    /** Scores of one fault's frames in one scene, and of the same frames as they were. */
    private record Pairs(List<Double> clean, List<Double> bad) {
        double factor() {
            return Medians.of(array(bad)) / Medians.of(array(clean));
        }
    }

    static FrameReading of(List<SeenFrame> seen, DetectionPlan plan) {
        List<SeenFrame> calibration = SeenScenes.calibration(seen);
        Map<Integer, List<SeenFrame>> tested = SeenScenes.tested(seen);
        List<DetectionScore> absent = DetectionScore.all().stream()
                .filter(score -> !seen.stream().allMatch(score::isOf))
                .toList();
        List<Row> rows = DetectionScore.all().parallelStream()
                .filter(score -> !absent.contains(score))
                .flatMap(score -> rows(score, calibration, tested.values(), plan).stream())
                .toList();
        return new FrameReading(rows, unchanged(seen), absent);
    }

    private static List<Row> rows(
            DetectionScore score, List<SeenFrame> calibration, Collection<List<SeenFrame>> tested, DetectionPlan plan) {
        ScoreMethod.Calibrated calibrated = score.method().calibrate(calibration);
        SortedMap<String, List<Pairs>> byFault = new TreeMap<>();
        for (List<SeenFrame> scene : tested) {
            pairs(scene, calibrated.settle(SeenScenes.own(scene, plan)))
                    .forEach((fault, pairs) -> byFault.computeIfAbsent(fault, key -> new ArrayList<>())
                            .add(pairs));
        }
        List<Row> rows = new ArrayList<>();
        byFault.forEach((fault, pairs) -> rows.add(row(score, fault, pairs)));
        return rows;
    }

    private static SortedMap<String, Pairs> pairs(List<SeenFrame> scene, ToDoubleFunction<SeenFrame> score) {
        Map<String, Double> clean = new HashMap<>();
        SortedMap<String, Pairs> pairs = new TreeMap<>();
        for (SeenFrame frame : scene) {
            if (frame.isClean()) {
                clean.put(frame.place(), score.applyAsDouble(frame));
            } else {
                Pairs fault =
                        pairs.computeIfAbsent(frame.fault(), key -> new Pairs(new ArrayList<>(), new ArrayList<>()));
                fault.bad().add(score.applyAsDouble(frame));
                fault.clean().add(clean.get(frame.place()));
            }
        }
        return pairs;
    }

    private static Row row(DetectionScore score, String fault, List<Pairs> scenes) {
        int colon = fault.lastIndexOf(':');
        double[] clean =
                array(scenes.stream().flatMap(each -> each.clean().stream()).toList());
        double[] bad =
                array(scenes.stream().flatMap(each -> each.bad().stream()).toList());
        double mean = 0;
        for (double value : bad) {
            mean += value / bad.length;
        }
        try {
            return new Row(
                    score,
                    fault.substring(0, colon),
                    Integer.parseInt(fault.substring(colon + 1)),
                    bad.length,
                    Separation.of(clean, bad),
                    mean,
                    score.hasFactor()
                            ? Medians.of(
                                    scenes.stream().mapToDouble(Pairs::factor).toArray())
                            : Double.NaN);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(score + " of " + fault + ": " + e.getMessage(), e);
        }
    }

    private static List<String> unchanged(List<SeenFrame> seen) {
        Map<String, SeenFrame> clean = new TreeMap<>();
        seen.stream().filter(SeenFrame::isClean).forEach(frame -> clean.put(frame.place(), frame));
        Map<String, Boolean> changes = new TreeMap<>();
        seen.stream().filter(frame -> !frame.isClean()).forEach(frame -> {
            SeenFrame before = clean.get(frame.place());
            boolean changed = before == null || !before.features().equals(frame.features());
            changes.merge(frame.kind(), changed, Boolean::logicalOr);
        });
        return changes.entrySet().stream()
                .filter(kind -> !kind.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The scores that there are, in their order. */
    List<DetectionScore> scores() {
        return DetectionScore.all().stream()
                .filter(score -> !absent.contains(score))
                .toList();
    }

    /** Of a score over those of the kinds that change something, at these severities. */
    Means means(DetectionScore score, List<String> kinds, int from, int to) {
        List<Row> counted = rows.stream()
                .filter(row -> row.score() == score && row.severity() >= from && row.severity() <= to)
                .filter(row -> kinds.contains(row.kind()) && !unchanged.contains(row.kind()))
                .toList();
        return new Means(
                mean(counted, row -> row.separation().auroc()),
                mean(counted, row -> row.separation().aupr()),
                mean(counted, row -> row.separation().fpr95()));
    }

    /** Means over kinds and severities. */
    record Means(double auroc, double aupr, double fpr95) {}

    private static double mean(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** Spearman's correlation of a score's means with the detector's loss, over faults; NaN where there is no loss known. */
    double correlation(DetectionScore score, SortedMap<String, Double> precisionLost) {
        List<Row> known = rows.stream()
                .filter(row -> row.score() == score && precisionLost.containsKey(row.kind() + ":" + row.severity()))
                .toList();
        return RankCorrelation.of(
                known.stream().mapToDouble(Row::mean).toArray(),
                known.stream()
                        .mapToDouble(row -> precisionLost.getOrDefault(row.kind() + ":" + row.severity(), Double.NaN))
                        .toArray());
    }

    /** The best of the baselines that are not the project's own. */
    DetectionScore bestRival(List<String> kinds, int from, int to) {
        return scores().stream()
                .filter(score -> !score.isOurs())
                .max(Comparator.comparingDouble(
                        score -> means(score, kinds, from, to).auroc()))
                .orElseThrow();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
