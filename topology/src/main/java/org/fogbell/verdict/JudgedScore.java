package org.fogbell.verdict;

import java.util.Locale;
import java.util.Map;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.schemas.FrameScore;

/** The scores that a sensor can be judged by. Each is above 0, and its logarithm is compared with the baseline's. */
public enum JudgedScore {
    /** The paper's scalar. A fault moves it either way. */
    ELOSS {
        @Override
        double lnValue(double eloss, Map<String, Double> scores) {
            return Eloss.ln(eloss);
        }

        @Override
        boolean isBeyond(double robustZ, double threshold) {
            return Math.abs(robustZ) > threshold;
        }
    },
    /** How far the entropy profile is from those of clean frames. Nearer than usual is no fault. */
    PROFILE {
        @Override
        double lnValue(double eloss, Map<String, Double> scores) {
            return lnDistance(scores);
        }

        @Override
        boolean isBeyond(double robustZ, double threshold) {
            return robustZ > threshold;
        }
    },
    /**
     * How far the frame's features, of the network's layers and of the frame itself, lie from what they usually are. It is
     * known once there is something to compare with. Nearer than usual is no fault.
     */
    COMBINED {
        @Override
        double lnValue(double eloss, Map<String, Double> scores) {
            return lnDistance(scores);
        }

        @Override
        boolean isBeyond(double robustZ, double threshold) {
            return robustZ > threshold;
        }
    };

    /** What a distance of 0 counts as, so that its logarithm is finite. */
    private static final double MIN_DISTANCE = 1e-12;

    /**
     * Of a frame with this Eloss and these scores by name.
     *
     * @throws IllegalArgumentException where the score is none of them
     */
    abstract double lnValue(double eloss, Map<String, Double> scores);

    /** Whether the frame has this score. */
    boolean isOf(FrameScore score) {
        return this == ELOSS || score.getScores().containsKey(key());
    }

    double lnDistance(Map<String, Double> scores) {
        Double distance = scores.get(key());
        if (distance == null) {
            throw new IllegalArgumentException("a frame judged by " + key() + " has that score, got " + scores);
        }
        return Math.log(Math.max(distance, MIN_DISTANCE));
    }

    abstract boolean isBeyond(double robustZ, double threshold);

    /** Whether a fault moves it either way. */
    boolean isTwoSided() {
        return isBeyond(-1, 0);
    }

    /** Its name on the wire. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JudgedScore of(FrameScore score) {
        return valueOf(score.getJudgedBy().toUpperCase(Locale.ROOT));
    }
}
