package org.fogbell.verdict;

/**
 * How far each feature of a sensor's last frames lay from what it usually is, on average. A fault moves a feature in every frame
 * and stays; what clean scenery does to it comes and goes. A value; each judged frame gives the next.
 *
 * @param meanZs exponentially weighted means of the features' distances in spreads, in the order of {@link FeatureLevels#names};
 *     empty before the first frame, NaN of what no frame had, owned by the record
 */
public record RecentFeatures(double[] meanZs) {
    /** Nothing seen yet: every feature counts as usual. */
    public static final RecentFeatures NONE = new RecentFeatures(new double[0]);

    /** One frame counts as at most so many spreads, so that it is forgotten as fast as it came. */
    private static final double CLIP_SPREADS = 8;

    /** How much a feature's distance resembles that of the frame before it, in clean drives at two frames a second. */
    private static final double NEIGHBOURS_CORRELATION = 0.5;

    boolean isNone() {
        return meanZs.length == 0;
    }

    /** After one more frame; a mean stays where NaN says that the frame does not have the feature, NaN before the first that has it. */
    RecentFeatures after(double[] zs, BaselineRule rule) {
        if (rule.recentFrames() == 1) {
            return NONE;
        }
        double weight = weight(rule);
        double[] next = new double[zs.length];
        for (int i = 0; i < zs.length; i++) {
            double before = meanZs.length == zs.length ? meanZs[i] : Double.NaN;
            double from = Double.isNaN(before) ? 0 : before;
            next[i] = Double.isNaN(zs[i])
                    ? before
                    : from + weight * (Math.max(-CLIP_SPREADS, Math.min(CLIP_SPREADS, zs[i])) - from);
        }
        return new RecentFeatures(next);
    }

    /**
     * How far a mean scatters, in the spreads of a frame. With r the correlation of neighbours and w the weight of a frame, a mean of a
     * first-order autoregression has the variance w / (2 - w) (1 + (1 - w) r) / (1 - (1 - w) r).
     */
    static double spread(BaselineRule rule) {
        double weight = weight(rule);
        double kept = (1 - weight) * NEIGHBOURS_CORRELATION;
        return Math.sqrt(weight / (2 - weight) * (1 + kept) / (1 - kept));
    }

    /** Of a frame in a mean that is as steady as that of so many frames. */
    private static double weight(BaselineRule rule) {
        return 2.0 / (rule.recentFrames() + 1);
    }
}
