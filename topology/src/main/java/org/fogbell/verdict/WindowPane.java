package org.fogbell.verdict;

import java.util.HashMap;
import java.util.Map;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * The frames between two neighbouring bounds of windows, which all of them are in the same windows: counts and sums, and what
 * their medians need, at most so many numbers of each: Eloss, and robust z of those frames alone that show something new. Both are
 * {@linkplain MedianSample#rounded rounded}, also where it is decided whether a frame is beyond.
 */
public final class WindowPane {
    private static final double MICROS_A_MINUTE = 6e7;

    public long startMillis;

    /** Frames that teach the sensor what is normal, and with which nothing is wrong. */
    public int learning;

    /** Blind and repeated ones of a sensor that has no baseline yet. */
    public FrameCounts unjudged = FrameCounts.NONE;

    public FrameCounts judged = FrameCounts.NONE;
    public double elossSum;
    public float[] elosses = MedianSample.EMPTY.values();
    public int[] elossCounts = MedianSample.EMPTY.counts();
    public float[] robustZs = MedianSample.EMPTY.values();
    public int[] robustZCounts = MedianSample.EMPTY.counts();

    /** What the judged score's logarithm lies off by at a robust z of 1: a baseline's spread moves little within a pane. */
    public float scale;

    public TrendSums trend = TrendSums.NONE;
    public Map<String, OutlyingSum> outlying = new HashMap<>();

    /** How many statistics of a frame beyond could be compared: the most of any. */
    public int statisticsAsked;

    /** Of how many frames beyond each of them alone says that something is wrong; never changed where it is empty. */
    public Map<String, Integer> agreeing = Map.of();

    public @Nullable String firstFrameId;
    public @Nullable KafkaOrigin firstOrigin;

    static WindowPane from(long startMillis) {
        WindowPane pane = new WindowPane();
        pane.startMillis = startMillis;
        return pane;
    }

    /** Another that changes by itself; the arrays are never changed, only replaced. */
    WindowPane copy() {
        WindowPane copy = from(startMillis);
        copy.learning = learning;
        copy.unjudged = unjudged;
        copy.judged = judged;
        copy.elossSum = elossSum;
        copy.elosses = elosses;
        copy.elossCounts = elossCounts;
        copy.robustZs = robustZs;
        copy.robustZCounts = robustZCounts;
        copy.scale = scale;
        copy.trend = trend;
        copy.outlying.putAll(outlying);
        copy.statisticsAsked = statisticsAsked;
        copy.agree(agreeing);
        copy.firstFrameId = firstFrameId;
        copy.firstOrigin = firstOrigin;
        return copy;
    }

    /** Adds a frame that comes after the others, of a sensor that still learns, and with which nothing is wrong. */
    void addLearning(FrameScore score) {
        learning++;
        begin(score);
    }

    private void begin(FrameScore score) {
        if (firstFrameId == null) {
            firstFrameId = score.getFrameId();
            firstOrigin = score.getOrigin();
        }
    }

    /** Adds a frame that comes after the others. */
    void add(FrameScore score, SensorRules rules, int capacity) {
        long micros = Micros.of(score.getEventTime());
        elossSum += score.getEloss();
        keepElosses(elosses().plus(MedianSample.rounded(score.getEloss()), capacity));
        JudgedScore judgedBy = JudgedScore.of(score);
        @Nullable Float z = score.getRobustZ() == null ? null : MedianSample.rounded(score.getRobustZ());
        boolean isUnseeing = score.getBlind() || score.getRepeated();
        if (z != null) {
            // That of a frame that shows nothing new says nothing: such a frame is beyond any threshold, and counted as
            // that.
            if (!isUnseeing) {
                keepRobustZs(robustZs().plus(z, capacity));
                scale = (float) scale(score.getBaseline(), rules.baseline());
            }
            trend = trend.plus((micros - startMillis * 1_000) / MICROS_A_MINUTE, z);
        }
        begin(score);
        boolean isBeyond = isUnseeing
                || (z != null && judgedBy.isBeyond(z, rules.alerts().alert().threshold()));
        boolean isOffBeat = rules.baseline().isOffBeat(score.getCaptureJitter());
        FrameCounts one = FrameCounts.of(score.getBlind(), score.getRepeated(), isBeyond, isOffBeat, micros);
        if (score.getStanding() == ScoreStanding.JUDGED) {
            judged = judged.plus(one);
        } else {
            unjudged = unjudged.plus(one);
        }
        if (isBeyond) {
            for (OutlyingFeature each : score.getOutlyingFeatures()) {
                outlying.merge(each.getFeature(), OutlyingSum.of(each), OutlyingSum::plus);
            }
            statisticsAsked = Math.max(statisticsAsked, score.getGuardRailsAsked());
            for (String name : score.getGuardRailsAgreeing()) {
                agree(Map.of(name, 1));
            }
        }
    }

    private static double scale(@Nullable BaselineLevel level, BaselineRule rule) {
        return level == null ? 0 : Math.max(level.getSpread(), rule.minSpread());
    }

    /** Adds all frames of a later pane; this one then stands for both, and holds as many numbers as both. */
    void addAll(WindowPane later) {
        learning += later.learning;
        unjudged = unjudged.plus(later.unjudged);
        judged = judged.plus(later.judged);
        elossSum += later.elossSum;
        keepElosses(elosses().plus(later.elosses()));
        keepRobustZs(robustZs().plus(later.robustZs()));
        trend = trend.plus(later.trend, (later.startMillis - startMillis) * 1_000 / MICROS_A_MINUTE);
        firstFrameId = firstFrameId == null ? later.firstFrameId : firstFrameId;
        firstOrigin = firstOrigin == null ? later.firstOrigin : firstOrigin;
        later.outlying.forEach((feature, sum) -> outlying.merge(feature, sum, OutlyingSum::plus));
        statisticsAsked = Math.max(statisticsAsked, later.statisticsAsked);
        agree(later.agreeing);
    }

    /** Most panes have none, and there are several for each sensor. */
    private void agree(Map<String, Integer> more) {
        if (agreeing.isEmpty() && !more.isEmpty()) {
            agreeing = new HashMap<>();
        }
        more.forEach((name, frames) -> agreeing.merge(name, frames, Integer::sum));
    }

    /** All whose scores there are. */
    int scored() {
        return judged.frames() + unjudged.frames();
    }

    /** What counts: frames that were judged; of a sensor that was never judged in this time, those with which something is wrong. */
    FrameCounts counted() {
        return judged.frames() == 0 ? unjudged : judged;
    }

    /**
     * Out of how many: of a sensor that was never judged in this time, all its frames, so that a few blind ones are not the whole
     * of it.
     */
    int count() {
        return judged.frames() == 0 ? unjudged.frames() + learning : judged.frames();
    }

    double share(int frames) {
        return (double) frames / count();
    }

    /** Whether there is something to say: a verdict, or so large a share of frames that show nothing or bring nothing new. */
    boolean tells(double share) {
        return judged.frames() > 0 || share(counted().beyond()) >= share;
    }

    /**
     * The least threshold at which this share of the frames is not beyond. Frames that show nothing, or nothing new, are beyond
     * any; null where they alone are as many.
     */
    @Nullable
    Double quantileZ(double share, boolean twoSided) {
        int count = count();
        int wanted = (int) Math.ceil(share * count);
        // By the same division as the share of the frames beyond.
        int enough = (double) (wanted - 1) / count >= share ? wanted - 1 : wanted;
        int others = enough - counted().unseeing();
        return others <= 0 ? null : (double) robustZs().greatest(others, twoSided);
    }

    MedianSample elosses() {
        return new MedianSample(elosses, elossCounts);
    }

    /** Logarithms of the judged score over what was normal then. */
    MedianSample lnFactors() {
        float[] factors = new float[robustZs.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = robustZs[i] * scale;
        }
        return new MedianSample(factors, robustZCounts);
    }

    MedianSample robustZs() {
        return new MedianSample(robustZs, robustZCounts);
    }

    private void keepElosses(MedianSample sample) {
        elosses = sample.values();
        elossCounts = sample.counts();
    }

    private void keepRobustZs(MedianSample sample) {
        robustZs = sample.values();
        robustZCounts = sample.counts();
    }
}
