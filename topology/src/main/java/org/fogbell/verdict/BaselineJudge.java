package org.fogbell.verdict;

import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/** Judges a sensor's frames, one after the other in event time, against the baseline that they themselves carry on. */
public final class BaselineJudge {
    private final BaselineRule config;
    private final double threshold;

    public BaselineJudge(BaselineRule config, double threshold) {
        this.config = config;
        this.threshold = threshold;
    }

    /** A score with its standing, and the sensor's baseline after it. */
    public record Verdict(FrameScore score, SensorBaseline baseline) {}

    public Verdict judge(@Nullable SensorBaseline current, FrameScore score) {
        SensorBaseline baseline =
                current != null && current.belongsTo().equals(yardstick(score)) ? current : start(score);
        JudgedScore judgedBy = JudgedScore.of(score);
        double lnValue = judgedBy.lnValue(score);
        FrameScore.Builder judged = FrameScore.newBuilder(score);
        if (baseline.isLearning()) {
            judged.setStanding(ScoreStanding.LEARNING).setBaseline(null).setRobustZ(null);
            return new Verdict(judged.build(), score.getBlind() ? baseline : baseline.learn(lnValue, config));
        }
        double z = baseline.robustZ(lnValue, config);
        judged.setStanding(ScoreStanding.JUDGED).setBaseline(baseline.level()).setRobustZ(z);
        boolean normal = !score.getBlind() && !judgedBy.isBeyond(z, threshold);
        return new Verdict(judged.build(), normal ? baseline.drift(lnValue, config) : baseline);
    }

    private SensorBaseline start(FrameScore score) {
        @Nullable BaselineLevel calibration = score.getCalibration();
        return calibration == null
                ? SensorBaseline.unknown(yardstick(score))
                : SensorBaseline.calibrated(yardstick(score), calibration, config);
    }

    /** What a baseline belongs to: values of another model, or of another score, say nothing about it. */
    private static String yardstick(FrameScore score) {
        return score.getModelDigest() + "/" + score.getJudgedBy();
    }
}
