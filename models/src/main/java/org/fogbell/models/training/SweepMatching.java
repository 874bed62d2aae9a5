package org.fogbell.models.training;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The labelled objects and the detections of one class in one sweep, with their overlaps. Ignored objects and detections
 * are neither right nor wrong; an ignored object excuses the detection that lies on it.
 *
 * @param overlaps of each object with each detection
 * @param objectIgnored one an object
 * @param scores one a detection
 * @param detectionIgnored one a detection
 */
record SweepMatching(double[][] overlaps, boolean[] objectIgnored, double[] scores, boolean[] detectionIgnored) {
    private static final int NONE = -1;

    /** How many detections are right and how many wrong. */
    record Counts(int truePositives, int falsePositives) {
        Counts plus(Counts other) {
            return new Counts(truePositives + other.truePositives, falsePositives + other.falsePositives);
        }
    }

    int countedObjects() {
        int counted = 0;
        for (boolean ignored : objectIgnored) {
            counted += ignored ? 0 : 1;
        }
        return counted;
    }

    /** The scores of all counted detections on counted objects: elsewhere the recall cannot rise. */
    DoubleStream candidateScores(double minOverlap) {
        return IntStream.range(0, scores.length)
                .filter(detection -> !detectionIgnored[detection])
                .filter(detection -> IntStream.range(0, overlaps.length)
                        .anyMatch(object -> !objectIgnored[object] && overlaps[object][detection] > minOverlap))
                .mapToDouble(detection -> scores[detection]);
    }

    /** Counts with the detections that score at least {@code minScore}. An object belongs to the free detection that overlaps it most, and to an ignored one only where there is no other. */
    Counts count(double minOverlap, double minScore) {
        boolean[] free = new boolean[scores.length];
        for (int detection = 0; detection < scores.length; detection++) {
            free[detection] = scores[detection] >= minScore;
        }
        int right = 0;
        for (int object = 0; object < overlaps.length; object++) {
            int best = best(object, free, false, minOverlap);
            if (best != NONE) {
                right += objectIgnored[object] ? 0 : 1;
            } else {
                best = best(object, free, true, minOverlap);
            }
            if (best != NONE) {
                free[best] = false;
            }
        }
        int wrong = 0;
        for (int detection = 0; detection < scores.length; detection++) {
            wrong += free[detection] && !detectionIgnored[detection] ? 1 : 0;
        }
        return new Counts(right, wrong);
    }

    private int best(int object, boolean[] free, boolean ignored, double minOverlap) {
        int best = NONE;
        double most = minOverlap;
        for (int detection = 0; detection < scores.length; detection++) {
            if (free[detection] && detectionIgnored[detection] == ignored && overlaps[object][detection] > most) {
                best = detection;
                most = overlaps[object][detection];
            }
        }
        return best;
    }
}
