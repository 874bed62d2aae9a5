package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.fogbell.models.simulation.CorruptionKind;

/** Frames of made-up features, of which the true distribution is known: normal around 0 with spread 1, moved by faults. */
final class TestFrames {
    static final int OWN = 40;
    static final int CORRUPTED = 30;

    /** Two kinds that exist, so that a plan can name them. */
    static final List<FaultKind> KINDS = List.of(FaultKind.of(CorruptionKind.FOG), FaultKind.of(CorruptionKind.RAIN));

    static final DetectionPlan PLAN = new DetectionPlan(KINDS, List.of(1, 5), OWN, 4, CORRUPTED, 2, 3);

    private TestFrames() {}

    /** How far a fault moves the first and the second feature, in spreads. */
    interface Shift {
        double[] of(String kind, int severity);
    }

    static List<SeenFrame> of(int scenes, long seed, Shift shift) {
        Random random = new Random(seed);
        List<SeenFrame> frames = new ArrayList<>();
        for (int scene = 0; scene < scenes; scene++) {
            for (int frame = 0; frame < PLAN.sceneFrames(); frame++) {
                double[] usual = random.doubles(4, -1.5, 1.5).toArray();
                frames.add(frame(scene, frame, SeenFrame.CLEAN, 0, usual, new double[2]));
                for (FaultKind kind : scene % 2 == 1 ? KINDS : List.<FaultKind>of()) {
                    for (int severity : PLAN.severities()) {
                        int onset = PLAN.onset(scene, kind, severity);
                        if (frame >= onset && frame < onset + CORRUPTED) {
                            frames.add(frame(
                                    scene, frame, kind.label(), severity, usual, shift.of(kind.label(), severity)));
                        }
                    }
                }
            }
        }
        return frames;
    }

    private static SeenFrame frame(int scene, int frame, String kind, int severity, double[] usual, double[] by) {
        TreeMap<String, Double> features = new TreeMap<>();
        List<Double> ranks = new ArrayList<>();
        for (int i = 0; i < usual.length; i++) {
            double value = usual[i] + (i < by.length ? by[i] : 0);
            features.put((i % 2 == 0 ? "feature" : "layer.l") + i, value);
            ranks.add(value);
        }
        return new SeenFrame(scene, frame, kind, severity, 0.01, List.of(ranks), 0.5, false, features, null);
    }
}
