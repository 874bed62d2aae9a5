package org.fogbell.bench.detection;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which of the seen frames calibrate, which are a sensor's own, and which are tested on. */
final class SeenScenes {
    private SeenScenes() {}

    /** Clean frames of the scenes that no fault befell, which are not tested on. */
    static List<SeenFrame> calibration(List<SeenFrame> seen) {
        Set<Integer> faulty = faulty(seen);
        List<SeenFrame> calibration =
                seen.stream().filter(frame -> !faulty.contains(frame.scene())).toList();
        if (calibration.isEmpty()) {
            throw new IllegalArgumentException("expected clean frames of scenes to calibrate on, got none");
        }
        return calibration;
    }

    /** All frames of the scenes that are tested on, by scene. */
    static SortedMap<Integer, List<SeenFrame>> tested(List<SeenFrame> seen) {
        Set<Integer> faulty = faulty(seen);
        SortedMap<Integer, List<SeenFrame>> tested = seen.stream()
                .filter(frame -> faulty.contains(frame.scene()))
                .collect(Collectors.groupingBy(SeenFrame::scene, TreeMap::new, Collectors.toList()));
        if (tested.isEmpty()) {
            throw new IllegalArgumentException("expected frames of scenes to test on, got none");
        }
        return tested;
    }

    private static Set<Integer> faulty(List<SeenFrame> seen) {
        return seen.stream()
                .filter(frame -> !frame.isClean())
                .map(SeenFrame::scene)
                .collect(Collectors.toSet());
    }

    /** The clean frames of a scene before any fault may begin. */
    static List<SeenFrame> own(List<SeenFrame> scene, DetectionPlan plan) {
        return scene.stream()
                .filter(frame -> frame.isClean() && frame.frame() < plan.own())
                .toList();
    }
}
