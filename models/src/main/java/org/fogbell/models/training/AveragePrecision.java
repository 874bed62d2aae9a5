package org.fogbell.models.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.ObjectClass;
import org.fogbell.models.perception.RotatedBoxes;

/**
 * How well a detector does by KITTI's object benchmark: average precision at 40 recall positions, in percent, of boxes in
 * space and seen from above.
 *
 * @param percent by keys such as {@code car.bev_050_moderate}: class, view ({@code 3d} or {@code bev}), least overlap in
 *     hundredths, difficulty. A class without any counted object at a difficulty has no value there
 */
/*
 * A detection finds a labelled object when their boxes overlap by more than a limit [1]: cars 0.7, pedestrians and
 * cyclists 0.5 (the benchmark's own), and looser ones, 0.5 and 0.25, that small or far objects need. An object is found
 * once; further detections of it are wrong. Not counted, but excusing the detections on them, are objects beyond the
 * difficulty's limits and those of a neighbouring class: vans beside cars, sitting persons beside pedestrians.
 * Detections lower in the image than the difficulty's limit are not counted either. DontCare regions are parts of
 * the image, without a box in space, and excuse nothing here.
 *
 * With p(s) and r(s) the precision and recall of the detections that score at least s [2]:
 *
 *   AP = 1/40 sum over i = 1..40 of the greatest p(s) with r(s) >= i/40, or 0 where no s has that recall
 *
 * This is the definition itself. The benchmark's program samples at most 41 scores, one a found object, so
 * that with fewer than 40 objects it gives lower values than this.
 *
 * [1] Geiger, Lenz, Urtasun, Are we ready for autonomous driving?, CVPR 2012, and the benchmark's pages.
 * [2] Simonelli et al., Disentangling monocular 3D object detection, ICCV 2019 (arXiv 1905.12365).
 */
public record AveragePrecision(SortedMap<String, Double> percent) {
    private static final int RECALL_STEPS = 40;

    private enum View {
        SPACE("3d"),
        BIRDS_EYE("bev");

        private final String key;

        View(String key) {
            this.key = key;
        }

        double overlap(Box3d a, Box3d b) {
            return this == SPACE ? RotatedBoxes.iou(a, b) : RotatedBoxes.birdsEyeIou(a, b);
        }
    }

    public AveragePrecision {
        percent = Collections.unmodifiableSortedMap(new TreeMap<>(percent));
    }

    /** All keys that there are, in a fixed order. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (ObjectClass type : ObjectClass.values()) {
            for (View view : View.values()) {
                for (double limit : limits(type)) {
                    for (Difficulty difficulty : Difficulty.values()) {
                        keys.add(key(type, view, limit, difficulty));
                    }
                }
            }
        }
        return keys;
    }

    /**
     * One number to choose the better of two trainings by: the mean over the classes that have one of the moderate
     * precision from above, at the looser overlap; 0 where no class has one.
     */
    public double objective() {
        return Arrays.stream(ObjectClass.values())
                .map(type -> percent.get(key(type, View.BIRDS_EYE, limits(type)[1], Difficulty.MODERATE)))
                .filter(Objects::nonNull)
                .mapToDouble(value -> value)
                .average()
                .orElse(0);
    }

    /** Over all sweeps together, in any order. */
    public static AveragePrecision of(List<EvaluatedSweep> sweeps) {
        SortedMap<String, Double> percent = new TreeMap<>();
        for (ObjectClass type : ObjectClass.values()) {
            for (View view : View.values()) {
                for (Difficulty difficulty : Difficulty.values()) {
                    List<SweepMatching> matchings = sweeps.stream()
                            .map(sweep -> matching(sweep, type, view, difficulty))
                            .toList();
                    if (matchings.stream().anyMatch(matching -> matching.countedObjects() > 0)) {
                        for (double limit : limits(type)) {
                            percent.put(key(type, view, limit, difficulty), 100 * of(matchings, limit));
                        }
                    }
                }
            }
        }
        return new AveragePrecision(percent);
    }

    private static String key(ObjectClass type, View view, double limit, Difficulty difficulty) {
        return String.format(
                Locale.ROOT, "%s.%s_%03d_%s", type.key(), view.key, Math.round(100 * limit), difficulty.key());
    }

    private static double[] limits(ObjectClass type) {
        return type == ObjectClass.CAR ? new double[] {0.7, 0.5} : new double[] {0.5, 0.25};
    }

    private static boolean isNeighbour(ObjectClass type, ObjectLabel label) {
        return switch (type) {
            case CAR -> label.type().equals("Van");
            case PEDESTRIAN -> label.type().equals("Person_sitting");
            case CYCLIST -> false;
        };
    }

    private static SweepMatching matching(EvaluatedSweep sweep, ObjectClass type, View view, Difficulty difficulty) {
        List<ObjectLabel> objects = sweep.labels().stream()
                .filter(label -> label.type().equals(type.kittiName()) || isNeighbour(type, label))
                .toList();
        List<DetectedObject> detections = sweep.detections().stream()
                .filter(detection -> detection.type() == type)
                .toList();
        double[][] overlaps = new double[objects.size()][detections.size()];
        boolean[] objectIgnored = new boolean[objects.size()];
        for (int i = 0; i < overlaps.length; i++) {
            Box3d box = sweep.calibration().box(objects.get(i));
            objectIgnored[i] = isNeighbour(type, objects.get(i)) || !difficulty.counts(objects.get(i));
            for (int j = 0; j < detections.size(); j++) {
                overlaps[i][j] = view.overlap(box, detections.get(j).box());
            }
        }
        double[] scores = new double[detections.size()];
        boolean[] detectionIgnored = new boolean[detections.size()];
        for (int j = 0; j < scores.length; j++) {
            scores[j] = detections.get(j).score();
            detectionIgnored[j] =
                    !difficulty.isTallEnough(sweep.imageHeight(detections.get(j).box()));
        }
        return new SweepMatching(overlaps, objectIgnored, scores, detectionIgnored);
    }

    private static double of(List<SweepMatching> matchings, double limit) {
        int objects = matchings.stream().mapToInt(SweepMatching::countedObjects).sum();
        double[] scores = matchings.stream()
                .flatMapToDouble(matching -> matching.candidateScores(limit))
                .distinct()
                .toArray();
        double[] precision = new double[RECALL_STEPS + 1];
        for (double score : scores) {
            SweepMatching.Counts counts = matchings.stream()
                    .map(matching -> matching.count(limit, score))
                    .reduce(new SweepMatching.Counts(0, 0), SweepMatching.Counts::plus);
            int right = counts.truePositives();
            double share = right / (double) Math.max(1, right + counts.falsePositives());
            // Whole numbers: 3 of 10 objects are a recall of 12/40 exactly.
            for (int step = 1; step <= RECALL_STEPS && (long) step * objects <= (long) right * RECALL_STEPS; step++) {
                precision[step] = Math.max(precision[step], share);
            }
        }
        double sum = 0;
        for (double share : precision) {
            sum += share;
        }
        return sum / RECALL_STEPS;
    }
}
