package org.fogbell.bench.detection;

import java.util.List;
import org.fogbell.models.simulation.CorruptionKind;

/**
 * What is corrupted, and how: of each tested scene the frames from the onset on, as many as {@code corrupted}.
 *
 * @param own clean frames of a scene before its onset, at least 8
 * @param corrupted frames after the onset
 * @param rate of the frames in the stream reading, frames a second
 */
record DetectionPlan(
        List<CorruptionKind> kinds, List<Integer> severities, int own, int corrupted, double rate, long seed) {
    DetectionPlan {
        kinds = List.copyOf(kinds);
        severities = List.copyOf(severities);
        if (own < 8 || corrupted < 1 || kinds.isEmpty() || severities.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least 8 own and 1 corrupted frames, a kind and a severity, got " + own + ", "
                            + corrupted + ", " + kinds + ", " + severities);
        }
    }

    /** Frames that a scene needs. */
    int sceneFrames() {
        return own + corrupted;
    }

    int corruptedFrames(Scenes scenes) {
        return scenes.count() / 2 * kinds.size() * severities.size() * corrupted;
    }
}
