package org.fogbell.verdict;

/**
 * What a sensor's frames, one after the other, say for a small lasting shift of its robust z. A value; each frame gives the
 * next.
 *
 * @param frames frames seen
 * @param lastZ robust z of the last one
 * @param mean running mean of z
 * @param variance running variance of z
 * @param step running mean of the squared difference of neighbours
 * @param up evidence of a shift upward, in nats, 0 or more
 * @param down the same downward
 * @param upSinceMicros event time of the frame with which the evidence last rose from 0, the likeliest begin of the shift
 */
public record ShiftEvidence(
        long frames,
        double lastZ,
        double mean,
        double variance,
        double step,
        double up,
        double down,
        long upSinceMicros,
        long downSinceMicros) {
    /*
     * Page's CUSUM [1] of the log-likelihood ratio of a shift by d against none:
     *
     *     S' = max(0, S + (d z - d^2 / 2) / v)
     *
     * For independent standard normal z (v = 1), the mean number of frames until S reaches ln N is at least N [2]. Scores of
     * neighbouring frames resemble each other, since the scene does, and then sums of z wander v times as far (in variance):
     * v = s^2 (1 + r) / (1 - r), the long-run variance of a first-order autoregression with variance s^2 and correlation r of
     * neighbours. With r = 1 - D / (2 s^2), D the mean squared difference of neighbours, v = s^2 (4 s^2 - D) / D. Mean and
     * variance run slowly, so that the shift itself hardly enters; D does not see a shift at all. v is never taken below 1,
     * and starts from a pessimistic value that counts as so many frames, so that a sensor of which little is known needs
     * more evidence. z is clipped: no single frame decides.
     *
     * [1] Page, Continuous inspection schemes, Biometrika 41, 1954.
     * [2] Lorden, Procedures for reacting to a change in distribution, Annals of Mathematical Statistics 42, 1971.
     */
    private static final double CLIP = 3;
    private static final double MEMORY_FRAMES = 5_000;
    private static final double PRIOR_VARIANCE = 20;
    private static final double PRIOR_FRAMES = 200;
    private static final double HEADROOM = 1.25;

    /** Of a shift that is over, so much of what it took to count is left, as of the windows that an alert resolves with. */
    static final double RELEASE = 0.5;

    static final ShiftEvidence NONE = new ShiftEvidence(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** After one more frame in the order of event time. */
    ShiftEvidence after(double robustZ, long micros, ShiftRule rule, boolean twoSided) {
        double z = Math.max(-CLIP, Math.min(CLIP, robustZ));
        double weight = Math.max(1 / MEMORY_FRAMES, 1.0 / (frames + 1));
        double nextMean = mean + weight * (z - mean);
        double nextVariance = variance + weight * ((z - mean) * (z - nextMean) - variance);
        double stepWeight = Math.max(1 / MEMORY_FRAMES, 1.0 / Math.max(1, frames));
        double nextStep = frames == 0 ? 0 : step + stepWeight * ((z - lastZ) * (z - lastZ) - step);
        double spread = longRunVariance();
        double cap = HEADROOM * rule.limit(twoSided);
        double nextUp = Math.min(cap, Math.max(0, up + gain(z, rule.size()) / spread));
        double nextDown = twoSided ? Math.min(cap, Math.max(0, down + gain(-z, rule.size()) / spread)) : 0;
        return new ShiftEvidence(
                frames + 1,
                z,
                nextMean,
                nextVariance,
                nextStep,
                nextUp,
                nextDown,
                up == 0 ? micros : upSinceMicros,
                down == 0 ? micros : downSinceMicros);
    }

    private static double gain(double z, double size) {
        return size * z - size * size / 2;
    }

    /** How far sums of z wander, in variance a frame: 1 for independent z of spread 1. */
    double longRunVariance() {
        double measured = step <= 0 ? PRIOR_VARIANCE : variance * Math.max(0, 4 * variance - step) / step;
        double known = frames / (frames + PRIOR_FRAMES);
        return Math.max(1, known * measured + (1 - known) * PRIOR_VARIANCE);
    }

    /**
     * Whether there is a shift.
     *
     * @param lasts whether there was one, or another deviation, up to now: then half of the evidence is enough
     */
    boolean counts(ShiftRule rule, boolean twoSided, boolean lasts) {
        return Math.abs(signed()) >= (lasts ? RELEASE : 1) * rule.limit(twoSided);
    }

    /** The greater of both, negative for a shift downward. */
    double signed() {
        return up >= down ? up : -down;
    }

    long sinceMicros() {
        return up >= down ? upSinceMicros : downSinceMicros;
    }
}
