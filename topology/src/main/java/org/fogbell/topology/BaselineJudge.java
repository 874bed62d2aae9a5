package org.fogbell.topology;

import org.fogbell.models.eloss.Eloss;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/** Judges a sensor's frames, one after the other in event time, against the baseline that they themselves carry on. */
final class BaselineJudge {
    private final JobParameters.Baseline config;
    private final double threshold;

    BaselineJudge(JobParameters.Baseline config, double threshold) {
        this.config = config;
        this.threshold = threshold;
    }

    /** A score with its standing, and the sensor's baseline after it. */
    record Verdict(FrameScore score, SensorBaseline baseline) {}

    Verdict judge(@Nullable SensorBaseline current, FrameScore score) {
        SensorBaseline baseline = current != null && current.modelDigest().equals(score.getModelDigest())
                ? current
                : start(score);
        double lnEloss = Eloss.ln(score.getEloss());
        FrameScore.Builder judged = FrameScore.newBuilder(score);
        if (baseline.isLearning()) {
            judged.setStanding(ScoreStanding.LEARNING).setBaseline(null).setRobustZ(null);
            return new Verdict(judged.build(), score.getBlind() ? baseline : baseline.learn(lnEloss, config));
        }
        double z = baseline.robustZ(lnEloss, config);
        judged.setStanding(ScoreStanding.JUDGED).setBaseline(baseline.level()).setRobustZ(z);
        boolean normal = !score.getBlind() && Math.abs(z) <= threshold;
        return new Verdict(judged.build(), normal ? baseline.drift(lnEloss, config) : baseline);
    }

    private SensorBaseline start(FrameScore score) {
        @Nullable BaselineLevel calibration = score.getCalibration();
        return calibration == null
                ? SensorBaseline.unknown(score.getModelDigest())
                : SensorBaseline.calibrated(score.getModelDigest(), calibration, config);
    }
}
