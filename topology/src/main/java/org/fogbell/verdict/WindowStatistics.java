package org.fogbell.verdict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.models.eloss.Medians;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * What one window keeps of a sensor's judged frames: 32 bytes a frame, its last score, and sums of the features that
 * lay furthest out.
 * Frames that were only LEARNING are left out, unless they were blind: that needs no baseline.
 */
public final class WindowStatistics {
    private static final int MOST_OUTLYING = 5;

    public double[] elosses = new double[0];
    public double[] lnValues = new double[0];
    public double[] robustZs = new double[0];
    public long[] judgedMicros = new long[0];
    public int blind;
    public int repeated;
    public int beyond;
    public Map<String, OutlyingSum> outlying = new HashMap<>();
    public @Nullable String firstFrameId;
    public @Nullable KafkaOrigin firstOrigin;
    public @Nullable FrameScore last;
    public @Nullable Long firstBeyondMicros;
    public @Nullable Long lastBeyondMicros;

    /** Adds a frame that came after all others of the window, as the baseline stage sends them. */
    public WindowStatistics add(FrameScore score, double threshold) {
        @Nullable Double z = score.getRobustZ();
        if (score.getStanding() != ScoreStanding.JUDGED && !score.getBlind()) {
            return this;
        }
        elosses = append(elosses, score.getEloss());
        JudgedScore judgedBy = JudgedScore.of(score);
        if (judgedBy.isOf(score)) {
            lnValues = append(lnValues, judgedBy.lnValue(score.getEloss(), score.getScores()));
        }
        if (z != null) {
            robustZs = append(robustZs, z);
            judgedMicros = Arrays.copyOf(judgedMicros, judgedMicros.length + 1);
            judgedMicros[judgedMicros.length - 1] = Micros.of(score.getEventTime());
        }
        if (firstFrameId == null) {
            firstFrameId = score.getFrameId();
            firstOrigin = score.getOrigin();
        }
        last = score;
        blind += score.getBlind() ? 1 : 0;
        repeated += score.getRepeated() ? 1 : 0;
        if (score.getBlind() || score.getRepeated() || (z != null && judgedBy.isBeyond(z, threshold))) {
            beyond++;
            for (OutlyingFeature each : score.getOutlyingFeatures()) {
                outlying.merge(each.getFeature(), OutlyingSum.of(each), OutlyingSum::plus);
            }
            lastBeyondMicros = Micros.of(score.getEventTime());
            firstBeyondMicros = firstBeyondMicros == null ? lastBeyondMicros : firstBeyondMicros;
        }
        return this;
    }

    /**
     * The evidence of a small lasting shift after the frames of this window that no window before it had: those of its last
     * slide. Null where it ends: no frame has come for so long that no window in between will close, so what is known of the
     * sensor's frames so far says nothing of those to come.
     */
    public @Nullable ShiftEvidence evidence(
            @Nullable ShiftEvidence before, long startMillis, long endMillis, WindowRule windows, ShiftRule rule) {
        if (last == null || rule.isOff()) {
            return null;
        }
        String yardstick = last.getModelDigest() + "/" + last.getJudgedBy();
        ShiftEvidence evidence =
                before != null && before.belongsTo().equals(yardstick) ? before : ShiftEvidence.none(yardstick);
        long newFrom = endMillis * 1_000 - AlertLifecycle.micros(windows.slide());
        boolean twoSided = JudgedScore.of(last).isTwoSided();
        for (int i = 0; i < robustZs.length; i++) {
            if (judgedMicros[i] >= newFrom) {
                evidence = evidence.after(robustZs[i], judgedMicros[i], rule, twoSided);
            }
        }
        boolean leavesWithNext =
                Micros.of(last.getEventTime()) < startMillis * 1_000 + AlertLifecycle.micros(windows.slide());
        return leavesWithNext ? null : evidence;
    }

    /** Slope of robust z by least squares, per minute; 0 for fewer than three frames, or frames of one moment. */
    private double trend() {
        int n = robustZs.length;
        if (n < 3) {
            return 0;
        }
        double meanZ = Arrays.stream(robustZs).average().orElse(0);
        double meanMinutes = 0;
        for (long micros : judgedMicros) {
            meanMinutes += minutes(micros) / n;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            double fromMean = minutes(judgedMicros[i]) - meanMinutes;
            covariance += fromMean * (robustZs[i] - meanZ);
            variance += fromMean * fromMean;
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    private double minutes(long micros) {
        return (micros - judgedMicros[0]) / 6e7;
    }

    /** The window's record; null where no frame counted. */
    public @Nullable Deviation deviation(long startMillis, long endMillis, @Nullable ShiftEvidence evidence) {
        if (last == null) {
            return null;
        }
        ShiftEvidence shift = evidence == null ? ShiftEvidence.none("") : evidence;
        double median = Medians.of(elosses);
        double z = robustZs.length == 0 ? 0 : Medians.of(robustZs);
        double lnMedian = lnValues.length == 0 ? 0 : Medians.of(lnValues);
        double lnStandard =
                last.getBaseline() == null ? lnMedian : last.getBaseline().getLocation();
        return Deviation.newBuilder()
                .setVehicleId(last.getVehicleId())
                .setSensorId(last.getSensorId())
                .setSensorType(last.getSensorType())
                .setWindowStart(Micros.toInstant(startMillis * 1_000))
                .setWindowEnd(Micros.toInstant(endMillis * 1_000))
                .setCount(elosses.length)
                .setMedianEloss(median)
                .setMeanEloss(Arrays.stream(elosses).average().orElse(median))
                .setBaseline(last.getBaseline())
                .setDeviationFactor(Math.exp(lnMedian - lnStandard))
                .setJudgedBy(last.getJudgedBy())
                .setRobustZ(z)
                .setShareBeyond((double) beyond / elosses.length)
                .setTrend(trend())
                .setEvidence(shift.signed())
                .setEvidenceBeganAt(shift.signed() == 0 ? null : Micros.toInstant(shift.sinceMicros()))
                .setBlindShare((double) blind / elosses.length)
                .setRepeatedShare((double) repeated / elosses.length)
                .setOutlyingFeatures(strongest())
                .setFirstFrameId(firstFrameId)
                .setLastFrameId(last.getFrameId())
                .setFirstOrigin(firstOrigin)
                .setLastOrigin(last.getOrigin())
                .setFirstBeyondAt(firstBeyondMicros == null ? null : Micros.toInstant(firstBeyondMicros))
                .setLastBeyondAt(lastBeyondMicros == null ? null : Micros.toInstant(lastBeyondMicros))
                .setModelDigest(last.getModelDigest())
                .setModelUntrained(last.getModelUntrained())
                .setPosition(last.getPosition())
                .build();
    }

    /** Frames beyond add up: what is out of line in all of them comes before what is so in one. */
    private List<OutlyingFeature> strongest() {
        return outlying.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, OutlyingSum> each) ->
                                -Math.abs(each.getValue().robustZ()))
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_OUTLYING)
                .map(each -> each.getValue().mean(each.getKey()))
                .toList();
    }

    private static double[] append(double[] values, double value) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }
}
