package org.fogbell.verdict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * What one window keeps of a sensor's judged frames: 24 bytes a frame, four scores, and sums of the features that lay furthest out.
 * Frames that were only LEARNING are left out, unless they were blind: that needs no baseline.
 */
public final class WindowStatistics {
    private static final int MOST_OUTLYING = 5;

    public double[] elosses = new double[0];
    public double[] lnValues = new double[0];
    public double[] robustZs = new double[0];
    public int blind;
    public int repeated;
    public int beyond;
    public Map<String, OutlyingSum> outlying = new HashMap<>();
    public @Nullable FrameScore first;
    public @Nullable FrameScore last;
    public @Nullable FrameScore firstBeyond;
    public @Nullable FrameScore lastBeyond;

    /** Adds a frame that came after all others of the window, as {@link BaselineFunction} sends them. */
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
        }
        first = first == null ? score : first;
        last = score;
        blind += score.getBlind() ? 1 : 0;
        repeated += score.getRepeated() ? 1 : 0;
        if (score.getBlind() || score.getRepeated() || (z != null && judgedBy.isBeyond(z, threshold))) {
            beyond++;
            for (OutlyingFeature each : score.getOutlyingFeatures()) {
                outlying.merge(each.getFeature(), OutlyingSum.of(each), OutlyingSum::plus);
            }
            firstBeyond = firstBeyond == null ? score : firstBeyond;
            lastBeyond = score;
        }
        return this;
    }

    /** The window's record; null where no frame counted. */
    @Nullable
    public Deviation deviation(long startMillis, long endMillis) {
        if (first == null || last == null) {
            return null;
        }
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
                .setBlindShare((double) blind / elosses.length)
                .setRepeatedShare((double) repeated / elosses.length)
                .setOutlyingFeatures(strongest())
                .setFirstFrameId(first.getFrameId())
                .setLastFrameId(last.getFrameId())
                .setFirstOrigin(first.getOrigin())
                .setLastOrigin(last.getOrigin())
                .setFirstBeyondAt(firstBeyond == null ? null : firstBeyond.getEventTime())
                .setLastBeyondAt(lastBeyond == null ? null : lastBeyond.getEventTime())
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
