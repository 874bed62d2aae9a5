package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.fogbell.models.simulation.CorruptionKind;

/**
 * What is corrupted, and how: of each tested scene the frames from an onset on, as many as {@code corrupted}.
 *
 * @param own clean frames of a scene before the earliest onset, at least 8
 * @param spare frames by which an onset may come later, at random
 * @param corrupted frames from the onset on
 * @param rate of the frames in the stream reading, frames a second
 */
record DetectionPlan(
        List<FaultKind> kinds, List<Integer> severities, int own, int spare, int corrupted, double rate, long seed) {
    private static final int PRIME = 1_000_003;

    /** Kinds that change a whole sweep on a road and that a pair is drawn from. */
    private static final List<CorruptionKind> PAIRED = List.of(
            CorruptionKind.FOG,
            CorruptionKind.RAIN,
            CorruptionKind.SNOW,
            CorruptionKind.WET_GROUND,
            CorruptionKind.SPRAY,
            CorruptionKind.DENSITY,
            CorruptionKind.DEAD_RINGS,
            CorruptionKind.RANGE_BIAS,
            CorruptionKind.INTENSITY_DECAY,
            CorruptionKind.WINDOW_BLOCKAGE,
            CorruptionKind.INTERFERENCE,
            CorruptionKind.PACKET_LOSS);

    /** The same of images. */
    private static final List<CorruptionKind> PAIRED_OF_IMAGES = List.of(
            CorruptionKind.FOG,
            CorruptionKind.RAIN,
            CorruptionKind.SNOW,
            CorruptionKind.NIGHT,
            CorruptionKind.GLARE,
            CorruptionKind.LENS_DROPS,
            CorruptionKind.LENS_DIRT,
            CorruptionKind.DEFOCUS);

    DetectionPlan {
        kinds = List.copyOf(kinds);
        severities = List.copyOf(severities);
        if (own < 8 || spare < 0 || corrupted < 1 || kinds.isEmpty() || severities.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least 8 own and 1 corrupted frames, a kind and a severity, got " + own + ", "
                            + corrupted + ", " + kinds + ", " + severities);
        }
    }

    /** The faults that nobody had in view: the simulator's kinds two at a time, and what it does not have. */
    static List<FaultKind> unseen(boolean images, int pairs, long seed) {
        Random dice = new Random(seed);
        List<FaultKind> unseen = new ArrayList<>(List.of(images ? UnseenImageFault.values() : UnseenFault.values()));
        List<CorruptionKind> paired = images ? PAIRED_OF_IMAGES : PAIRED;
        Set<String> drawn = new TreeSet<>();
        while (drawn.size() < Math.min(pairs, paired.size())) {
            CorruptionKind first = paired.get(dice.nextInt(paired.size()));
            CorruptionKind second = paired.get(dice.nextInt(paired.size()));
            FaultKind pair = FaultKind.pair(first, second);
            if (first.compareTo(second) < 0 && drawn.add(pair.label())) {
                unseen.add(pair);
            }
        }
        return unseen;
    }

    /** Frames that a scene needs. */
    int sceneFrames() {
        return own + spare + corrupted;
    }

    int mostSevere() {
        return severities.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** The first bad frame of a fault in a scene, the same whenever it is asked for. */
    int onset(int scene, FaultKind kind, int severity) {
        return own
                + new Random(faultSeed(scene, severity) * PRIME + kind.label().hashCode()).nextInt(spare + 1);
    }

    long faultSeed(int scene, int severity) {
        return (seed * PRIME + scene) * PRIME + severity;
    }

    int corruptedFrames(Scenes scenes) {
        return scenes.tested() * kinds.size() * severities.size() * corrupted;
    }

    /** Of the kinds, by whether somebody had them in view. */
    List<String> labels(boolean unseen) {
        return kinds.stream()
                .filter(kind -> kind.isUnseen() == unseen)
                .map(FaultKind::label)
                .toList();
    }
}
