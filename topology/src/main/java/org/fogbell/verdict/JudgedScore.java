package org.fogbell.verdict;

import java.util.Locale;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.schemas.FrameScore;

/** The scores that a sensor can be judged by. Each is above 0, and its logarithm is compared with the baseline's. */
public enum JudgedScore {
    /** The paper's scalar. A fault moves it either way. */
    ELOSS {
        @Override
        double lnValue(FrameScore score) {
            return Eloss.ln(score.getEloss());
        }

        @Override
        boolean isBeyond(double robustZ, double threshold) {
            return Math.abs(robustZ) > threshold;
        }
    },
    /** How far the entropy profile is from those of clean frames. Nearer than usual is no fault. */
    PROFILE {
        @Override
        double lnValue(FrameScore score) {
            Double distance = score.getScores().get(key());
            if (distance == null) {
                throw new IllegalArgumentException("a score judged by profile has one, got " + score.getScores());
            }
            return Math.log(Math.max(distance, MIN_DISTANCE));
        }

        @Override
        boolean isBeyond(double robustZ, double threshold) {
            return robustZ > threshold;
        }
    };

    /** What a distance of 0 counts as, so that its logarithm is finite. */
    private static final double MIN_DISTANCE = 1e-12;

    abstract double lnValue(FrameScore score);

    abstract boolean isBeyond(double robustZ, double threshold);

    /** Its name on the wire. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JudgedScore of(FrameScore score) {
        return valueOf(score.getJudgedBy().toUpperCase(Locale.ROOT));
    }
}
