package org.fogbell.models.perception;

import java.util.Arrays;
import org.fogbell.models.eloss.Medians;

/**
 * Finds a feature's {@link FeatureBaseline.Level} in its values.
 *
 * @param leastShare of the feature's least spread, that a spread must have
 */
record LevelFit(double leastShare) {
    /** Of frames. */
    static final LevelFit OF_FRAMES = new LevelFit(1);

    /** Of steps: between means, which scatter less than the frames that the least spreads are of. */
    static final LevelFit OF_STEPS = new LevelFit(0.5);

    private static final double MAD_TO_DEVIATION = 1.4826;

    /** The share of values that lie nearer than where their tail is measured; so a few bad frames do little harm. */
    private static final double TAIL = 0.8;

    /** Fewer frames tell their median distance only. */
    private static final int FEWEST_OF_TAIL = 50;

    /** Where that is for distances that are normal with spread 1. */
    private static final double NORMAL_TAIL = 1.2816;

    /** The same further out: what rests in most scenery, and moves far for a moment now and then, must not look steady. */
    private static final double FAR_TAIL = 0.995;

    private static final int FEWEST_OF_FAR_TAIL = 200;

    /** So often as wide as without it at most: a few bad frames among the clean ones do little harm. */
    private static final double FAR_TAIL_AT_MOST = 3;

    private static final double NORMAL_FAR_TAIL = 2.8070;

    /** @param name of the feature */
    FeatureBaseline.Level of(String name, double[] values) {
        double median = Medians.of(values);
        double[] scatter =
                Arrays.stream(values).map(value -> Math.abs(value - median)).toArray();
        Arrays.sort(scatter);
        double tail = scatter.length < FEWEST_OF_TAIL ? 0 : scatter[(int) (TAIL * scatter.length)];
        double farTail = scatter.length < FEWEST_OF_FAR_TAIL ? 0 : scatter[(int) (FAR_TAIL * scatter.length)];
        double near = Math.max(
                Math.max(MAD_TO_DEVIATION * Medians.of(scatter), tail / NORMAL_TAIL),
                leastShare * FrameFeatures.leastSpread(name));
        double far = Math.min(farTail / NORMAL_FAR_TAIL, FAR_TAIL_AT_MOST * near);
        return new FeatureBaseline.Level(median, Math.max(near, far));
    }
}
