package org.fogbell.verdict;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.fogbell.models.perception.RecentFeatures;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/** Judges a sensor's frames, one after the other in event time, against the baseline that they themselves carry on. */
public final class BaselineJudge {
    private final BaselineRule config;
    private final AlertRules alerts;
    private final FeatureCalibrations calibrations;
    private final FeatureDeviation deviation;

    /** What a model's bundle says of the features of clean frames. */
    @FunctionalInterface
    public interface FeatureCalibrations extends BiFunction<String, String, @Nullable CalibratedType> {
        /** Where nothing is calibrated: every sensor learns. */
        FeatureCalibrations NONE = (modelDigest, sensorType) -> null;

        /** Null where this model is not known, or is not calibrated for the type. */
        @Override
        @Nullable
        CalibratedType apply(String modelDigest, String sensorType);
    }

    public BaselineJudge(SensorRules rules, FeatureCalibrations calibrations) {
        this(rules, calibrations, FeatureDeviation.FURTHEST);
    }

    /** With another deviation than the job's, to compare it; typical deviations of the calibrations must be of the same one. */
    public BaselineJudge(SensorRules rules, FeatureCalibrations calibrations, FeatureDeviation deviation) {
        this.config = rules.baseline();
        this.alerts = rules.alerts();
        this.calibrations = calibrations;
        this.deviation = deviation;
    }

    /** A score with its standing, and what is known of the sensor after it. */
    public record Verdict(FrameScore score, JudgedSensor sensor) {}

    public Verdict judge(@Nullable JudgedSensor current, FrameScore score) {
        @Nullable CalibratedType type = type(score);
        long belongsTo = belongsTo(score, type);
        boolean repeated = current != null && current.payload() == JudgedSensor.payload(score);
        boolean goesOn = current != null && current.baseline().belongsTo() == belongsTo;
        SensorBaseline baseline =
                current != null && goesOn ? current.baseline().named(type) : start(score, type, belongsTo);
        FrameScore judged = unexplained(score);
        judged.setRepeated(repeated);
        CaptureBeat beat = current == null ? CaptureBeat.NONE : current.beat();
        CaptureBeat beatNow = beat;
        if (!score.getClockClamped()) {
            long captured = Micros.of(score.getCapturedAt());
            judged.setCaptureJitter(beat.jitter(captured));
            beatNow = beat.after(captured);
        }
        boolean sound = !score.getBlind() && !repeated;
        long now = Micros.of(score.getEventTime());
        BeyondRun before = current == null ? BeyondRun.NONE : current.beyond();
        if (baseline.isLearning()) {
            judged.setStanding(ScoreStanding.LEARNING);
            judged.setBaseline(null);
            judged.setRobustZ(null);
            return verdict(
                    judged,
                    sound ? learn(baseline, score, type) : baseline,
                    before.after(false, false, now, alerts),
                    RecentFeatures.NONE,
                    beatNow,
                    null);
        }
        RecentFeatures recent = current != null && goesOn ? current.recent() : RecentFeatures.NONE;
        JudgedScore judgedBy = JudgedScore.of(score);
        double @Nullable [] row = null;
        @Nullable Explanation explanation = null;
        double lnValue;
        double z;
        if (baseline.features() == null) {
            lnValue = judgedBy.lnValue(score.getEloss(), score.getScores());
            z = baseline.robustZ(lnValue, config);
        } else {
            ComparedFeatures features = compare(score, baseline, baseline.features(), recent, sound, type);
            row = features.row();
            recent = features.recent();
            lnValue = features.lnDeviation();
            z = features.robustZ();
            Map<String, Double> scores = new HashMap<>(score.getScores());
            scores.put(JudgedScore.COMBINED.key(), features.combined());
            judged.setScores(scores);
            explanation = features.explanation();
        }
        judged.setStanding(ScoreStanding.JUDGED);
        judged.setBaseline(baseline.level());
        judged.setRobustZ(z);
        boolean isBeyond = !sound || judgedBy.isBeyond(z, alerts.alert().threshold());
        explain(judged, isBeyond, explanation);
        @Nullable ShiftEvidence evidence = evidence(goesOn ? current : null, z, now, judgedBy);
        if (evidence != null && evidence.signed() != 0) {
            judged.setEvidence(evidence.signed());
            judged.setEvidenceBeganAt(Micros.toInstant(evidence.sinceMicros()));
        }
        boolean isShifted =
                evidence != null && evidence.counts(alerts.shift(), judgedBy.isTwoSided(), goesOn && before.isLoud());
        BeyondRun run = (goesOn ? before : before.heldAnew(now, alerts)).after(isBeyond, isShifted, now, alerts);
        @Nullable Instant called = goesOn ? calledFalse(score, run) : null;
        if ((isBeyond || isShifted) && (called != null || isAdopted(run, now))) {
            BeyondRun adopted = called == null ? run.heldAnew(now, alerts) : BeyondRun.answering(called, now);
            return verdict(judged, SensorBaseline.unknown(belongsTo), adopted, RecentFeatures.NONE, beatNow, null);
        }
        SensorBaseline learnt = isBeyond || run.isLoud() ? baseline : baseline.drift(lnValue, row, config);
        return verdict(judged, learnt, run, recent, beatNow, evidence);
    }

    /** A copy without what another judge said of it: a score that is read again from its topic was judged before. */
    private static FrameScore unexplained(FrameScore score) {
        FrameScore copy = ShallowCopy.of(score);
        copy.setOutlyingFeatures(List.of());
        copy.setGuardRailsAsked(0);
        copy.setGuardRailsAgreeing(List.of());
        copy.setEvidence(0);
        copy.setEvidenceBeganAt(null);
        return copy;
    }

    /** @param current null where what was gathered says nothing of this frame */
    private @Nullable ShiftEvidence evidence(@Nullable JudgedSensor current, double z, long now, JudgedScore judgedBy) {
        ShiftRule rule = alerts.shift();
        if (rule.isOff()) {
            return null;
        }
        @Nullable ShiftEvidence gathered = current == null ? null : current.evidence();
        return (gathered == null ? ShiftEvidence.NONE : gathered).after(z, now, rule, judgedBy.isTwoSided());
    }

    /**
     * What a frame lies out by, of its features by themselves.
     *
     * @param distances from what is expected of them
     * @param bar what a frame's deviation must pass to be beyond the threshold
     */
    private record Explanation(
            FeatureNames names, FeatureDistances distances, double bar, List<OutlyingFeature> outlying) {}

    /** Every frame says what it is furthest out by where its features are compared; and what else agrees, where it is beyond. */
    private void explain(FrameScore judged, boolean isBeyond, @Nullable Explanation compared) {
        @Nullable Explanation explanation = compared == null && isBeyond ? byTheType(judged) : compared;
        if (explanation == null) {
            return;
        }
        judged.setOutlyingFeatures(explanation.outlying);
        if (isBeyond) {
            GuardRails rails = GuardRails.of(explanation.names, explanation.distances.zs(), explanation.bar);
            judged.setGuardRailsAsked(rails.asked());
            judged.setGuardRailsAgreeing(rails.agreeing());
        }
    }

    /** Where another score is judged, what the sensor's own features usually are was never learnt: the bundle may know its type's. */
    private @Nullable Explanation byTheType(FrameScore score) {
        @Nullable CalibratedType known = calibrations.apply(score.getModelDigest(), score.getSensorType());
        if (known == null) {
            return null;
        }
        FeatureLevels usual = known.usual();
        double[] row = usual.names().row(score.getFeatures());
        FeatureDistances own = FeatureDistances.of(usual.zs(row), known.correlations());
        return new Explanation(
                usual.names(), own, known.deviationAt(alerts.alert().threshold(), config), usual.outlying(row, own));
    }

    /**
     * @param lnDeviation of the frame itself from what is expected of it, which is what a baseline learns
     * @param robustZ of that, or of how it steps away from the frames before, whichever is further out
     * @param combined the deviation that lies that far out
     * @param explanation of whichever it is
     */
    private record ComparedFeatures(
            double[] row,
            RecentFeatures recent,
            double lnDeviation,
            double robustZ,
            double combined,
            Explanation explanation) {}

    private ComparedFeatures compare(
            FrameScore score,
            SensorBaseline baseline,
            FeatureLevels usual,
            RecentFeatures before,
            boolean sound,
            @Nullable CalibratedType type) {
        @Nullable CalibratedType known = type != null && usual.names().equals(type.names()) ? type : null;
        double[] row = usual.names().row(score.getFeatures());
        FeatureDistances own = FeatureDistances.of(usual.zs(row), known == null ? null : known.correlations());
        double ownDeviation = deviation.of(own.zs(), usual);
        double lnDeviation = JudgedScore.lnDistance(ownDeviation);
        double z = baseline.robustZ(lnDeviation, config);
        double threshold = alerts.alert().threshold();
        @Nullable TypicalSteps steps = known == null || !config.steps() ? null : known.steps();
        RecentFeatures recent = steps == null
                ? RecentFeatures.NONE
                : sound
                        ? steps.after(
                                before,
                                row,
                                Micros.of(score.getEventTime()),
                                z >= alerts.alert().critical())
                        : before;
        if (steps != null && sound && recent.isSettled()) {
            FeatureDistances stepped = steps.distances(recent, row);
            double stepZ = steps.robustZ(stepped, config);
            if (stepZ > z) {
                return new ComparedFeatures(
                        row,
                        recent,
                        lnDeviation,
                        stepZ,
                        baseline.valueAt(stepZ, config),
                        new Explanation(
                                usual.names(),
                                stepped,
                                steps.deviationAt(threshold, config),
                                steps.outlying(recent, stepped)));
            }
        }
        return new ComparedFeatures(
                row,
                recent,
                lnDeviation,
                z,
                ownDeviation,
                new Explanation(usual.names(), own, baseline.valueAt(threshold, config), usual.outlying(row, own)));
    }

    /** Whether a new level has lasted for so long that it is what is normal now; some of its frames may have lain within the old one. */
    private boolean isAdopted(BeyondRun run, long now) {
        return run.isLoud() && config.adoptsAfter(now - run.loudSince());
    }

    /** When a person called the alert false that goes on with this frame, so that it is what is normal now; null where nobody did. */
    private @Nullable Instant calledFalse(FrameScore score, BeyondRun run) {
        @Nullable
        Instant called = score.getPolicy() == null ? null : score.getPolicy().getFalseAlarmAt();
        return called != null && run.goesOnWith(called) ? called : null;
    }

    private static Verdict verdict(
            FrameScore judged,
            SensorBaseline baseline,
            BeyondRun beyond,
            RecentFeatures recent,
            CaptureBeat beat,
            @Nullable ShiftEvidence evidence) {
        return new Verdict(
                judged, new JudgedSensor(baseline, JudgedSensor.payload(judged), beyond, recent, beat, evidence));
    }

    private SensorBaseline learn(SensorBaseline baseline, FrameScore score, @Nullable CalibratedType type) {
        JudgedScore judgedBy = JudgedScore.of(score);
        return judgedBy == JudgedScore.COMBINED
                ? baseline.learn(score.getFeatures(), type, config)
                : baseline.learn(judgedBy.lnValue(score.getEloss(), score.getScores()), config);
    }

    private SensorBaseline start(FrameScore score, @Nullable CalibratedType type, long belongsTo) {
        @Nullable BaselineLevel level = score.getCalibration();
        if (JudgedScore.of(score) == JudgedScore.COMBINED) {
            level = type == null ? null : CalibratedType.level(type.clean());
        }
        return level == null
                ? SensorBaseline.unknown(belongsTo)
                : SensorBaseline.calibrated(belongsTo, level, type, config);
    }

    /** What is known of the features of the sensor's type; null where that is nothing, or another score is judged. */
    private @Nullable CalibratedType type(FrameScore score) {
        return JudgedScore.of(score) == JudgedScore.COMBINED
                ? calibrations.apply(score.getModelDigest(), score.getSensorType())
                : null;
    }

    /** Deviations from what the others let expect are no yardstick for those of features by themselves, or by other correlations. */
    private static long belongsTo(FrameScore score, @Nullable CalibratedType type) {
        return new Fingerprint(yardstick(score))
                .and(type == null ? 0 : type.yardstick())
                .bits();
    }

    /**
     * Fingerprint of what a score is held against, another where what was learnt says nothing any more: of another model, or another
     * score, or from before the sensor was replaced or cleaned.
     */
    static long yardstick(FrameScore score) {
        @Nullable
        Instant reset = score.getPolicy() == null ? null : score.getPolicy().getBaselineResetAt();
        return Fingerprint.of(score.getModelDigest())
                .and(score.getJudgedBy())
                .and(reset == null ? 0 : Micros.of(reset))
                .bits();
    }
}
