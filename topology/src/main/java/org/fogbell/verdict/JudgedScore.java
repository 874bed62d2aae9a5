package org.fogbell.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.schemas.FrameScore;

/** The scores that a sensor can be judged by. Each is above 0, and its logarithm is compared with the baseline's. */
public enum JudgedScore {
    /** The paper's scalar. A fault moves it either way. */
    ELOSS(true),
    /** How far the entropy profile is from those of clean frames. Nearer than usual is no fault. */
    PROFILE(false),
    /**
     * How far the frame's features, of the network's layers and of the frame itself, lie from what is expected of them. It is
     * known once there is something to compare with. Nearer than usual is no fault.
     */
    COMBINED(false);

    /** What a distance of 0 counts as, so that its logarithm is finite. */
    private static final double MIN_DISTANCE = 1e-12;

    private static final List<JudgedScore> ALL = List.of(values());

    private final boolean twoSided;
    private final String key = name().toLowerCase(Locale.ROOT);

    JudgedScore(boolean twoSided) {
        this.twoSided = twoSided;
    }

    /**
     * Of a frame with this Eloss and these scores by name.
     *
     * @throws IllegalArgumentException where the score is none of them
     */
    double lnValue(double eloss, Map<String, Double> scores) {
        if (this == ELOSS) {
            return Eloss.ln(eloss);
        }
        Double distance = scores.get(key());
        if (distance == null) {
            throw new IllegalArgumentException("a frame judged by " + key() + " has that score, got " + scores);
        }
        return lnDistance(distance);
    }

    /** Its logarithm, finite for 0 too. */
    static double lnDistance(double distance) {
        return Math.log(Math.max(distance, MIN_DISTANCE));
    }

    boolean isBeyond(double robustZ, double threshold) {
        return (twoSided ? Math.abs(robustZ) : robustZ) > threshold;
    }

    /** Whether a fault moves it either way. */
    boolean isTwoSided() {
        return twoSided;
    }

    /** Its name on the wire. */
    public String key() {
        return key;
    }

    static JudgedScore of(FrameScore score) {
        return of(score.getJudgedBy());
    }

    /** By its name on the wire. */
    static JudgedScore of(String key) {
        for (JudgedScore score : ALL) {
            if (score.key.equals(key)) {
                return score;
            }
        }
        throw new IllegalArgumentException("expected a score to judge by, one of "
                + ALL.stream().map(JudgedScore::key).toList() + ", got '" + key + "'");
    }
}
