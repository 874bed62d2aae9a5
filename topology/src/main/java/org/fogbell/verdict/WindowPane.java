package org.fogbell.verdict;

import java.util.HashMap;
import java.util.Map;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * The frames between two neighbouring bounds of windows, which all of them are in the same windows: counts and sums, and what
 * their medians need, at most so many numbers of each. Eloss and the judged score's logarithm, which are only published, are
 * kept in single precision; robust z, which decides, is kept as it is.
 */
public final class WindowPane {
    private static final double MICROS_A_MINUTE = 6e7;

    public long startMillis;
    public int frames;
    public int judged;
    public int learning;
    public int blind;
    public int repeated;

    /** Frames that are blind, repeated, or both. */
    public int unseeing;

    /** Those of them for which no baseline was known: they are left out where another frame was judged. */
    public int early;

    public int earlyBlind;
    public int earlyRepeated;
    public int beyond;
    public int offBeat;
    public double elossSum;
    public float[] elosses = new float[0];
    public int[] elossCounts = new int[0];
    public float[] lnValues = new float[0];
    public int[] lnCounts = new int[0];
    public double[] robustZs = new double[0];
    public int[] robustZCounts = new int[0];
    public TrendSums trend = TrendSums.NONE;
    public Map<String, OutlyingSum> outlying = new HashMap<>();
    public @Nullable String firstFrameId;
    public @Nullable KafkaOrigin firstOrigin;
    public @Nullable Long firstBeyondMicros;
    public @Nullable Long lastBeyondMicros;

    static WindowPane from(long startMillis) {
        WindowPane pane = new WindowPane();
        pane.startMillis = startMillis;
        return pane;
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
    void add(FrameScore score, double threshold, boolean isOffBeat, int capacity) {
        long micros = Micros.of(score.getEventTime());
        frames++;
        elossSum += score.getEloss();
        keepElosses(elosses().plus((float) score.getEloss(), capacity));
        JudgedScore judgedBy = JudgedScore.of(score);
        if (judgedBy.isOf(score)) {
            keepLnValues(lnValues().plus((float) judgedBy.lnValue(score.getEloss(), score.getScores()), capacity));
        }
        @Nullable Double z = score.getRobustZ();
        if (z != null) {
            keepRobustZs(robustZs().plus(z, capacity));
            trend = trend.plus((micros - startMillis * 1_000) / MICROS_A_MINUTE, z);
        }
        begin(score);
        boolean isJudged = score.getStanding() == ScoreStanding.JUDGED;
        boolean isUnseeing = score.getBlind() || score.getRepeated();
        judged += isJudged ? 1 : 0;
        blind += score.getBlind() ? 1 : 0;
        repeated += score.getRepeated() ? 1 : 0;
        unseeing += isUnseeing ? 1 : 0;
        early += isUnseeing && !isJudged ? 1 : 0;
        earlyBlind += score.getBlind() && !isJudged ? 1 : 0;
        earlyRepeated += score.getRepeated() && !isJudged ? 1 : 0;
        offBeat += isOffBeat ? 1 : 0;
        if (isUnseeing || (z != null && judgedBy.isBeyond(z, threshold))) {
            beyond++;
            for (OutlyingFeature each : score.getOutlyingFeatures()) {
                outlying.merge(each.getFeature(), OutlyingSum.of(each), OutlyingSum::plus);
            }
            lastBeyondMicros = micros;
            firstBeyondMicros = firstBeyondMicros == null ? lastBeyondMicros : firstBeyondMicros;
        }
    }

    /** Adds all frames of a later pane; this one then stands for both, and holds as many numbers as both. */
    void addAll(WindowPane later) {
        frames += later.frames;
        judged += later.judged;
        learning += later.learning;
        elossSum += later.elossSum;
        keepElosses(elosses().plus(later.elosses()));
        keepLnValues(lnValues().plus(later.lnValues()));
        keepRobustZs(robustZs().plus(later.robustZs()));
        trend = trend.plus(later.trend, (later.startMillis - startMillis) * 1_000 / MICROS_A_MINUTE);
        firstFrameId = firstFrameId == null ? later.firstFrameId : firstFrameId;
        firstOrigin = firstOrigin == null ? later.firstOrigin : firstOrigin;
        blind += later.blind;
        repeated += later.repeated;
        unseeing += later.unseeing;
        early += later.early;
        earlyBlind += later.earlyBlind;
        earlyRepeated += later.earlyRepeated;
        beyond += later.beyond;
        offBeat += later.offBeat;
        later.outlying.forEach((feature, sum) -> outlying.merge(feature, sum, OutlyingSum::plus));
        firstBeyondMicros = firstBeyondMicros == null ? later.firstBeyondMicros : firstBeyondMicros;
        lastBeyondMicros = later.lastBeyondMicros == null ? lastBeyondMicros : later.lastBeyondMicros;
    }

    /**
     * The frames that count: those that were judged; of a sensor that was never judged in this time, all of them, so that a few
     * blind ones are not the whole of it.
     */
    int count() {
        return judged == 0 ? frames + learning : frames - early;
    }

    double shareBeyond() {
        return share(beyond, early);
    }

    double shareBlind() {
        return share(blind, earlyBlind);
    }

    double shareRepeated() {
        return share(repeated, earlyRepeated);
    }

    private double share(int all, int ofEarly) {
        return (double) (judged == 0 ? all : all - ofEarly) / count();
    }

    /** Whether there is something to say: a verdict, or so large a share of frames that show nothing or bring nothing new. */
    boolean tells(double share) {
        return judged > 0 || shareBeyond() >= share;
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
        int others = enough - (judged == 0 ? unseeing : unseeing - early);
        return others <= 0 ? null : robustZs().greatest(others, twoSided);
    }

    MedianSample elosses() {
        return MedianSample.of(elosses, elossCounts);
    }

    MedianSample lnValues() {
        return MedianSample.of(lnValues, lnCounts);
    }

    MedianSample robustZs() {
        return new MedianSample(robustZs, robustZCounts);
    }

    private void keepElosses(MedianSample sample) {
        elosses = sample.singles();
        elossCounts = sample.counts();
    }

    private void keepLnValues(MedianSample sample) {
        lnValues = sample.singles();
        lnCounts = sample.counts();
    }

    private void keepRobustZs(MedianSample sample) {
        robustZs = sample.values();
        robustZCounts = sample.counts();
    }
}
