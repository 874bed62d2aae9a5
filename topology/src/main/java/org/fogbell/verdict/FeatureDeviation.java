package org.fogbell.verdict;

import org.fogbell.models.perception.FeatureBaseline;

/** How far a frame's features lie from what is expected of them, as one number: what the score {@code combined} is. Has no state. */
@FunctionalInterface
public interface FeatureDeviation {
    /** The job's: of the few features that lie furthest out, {@link FeatureBaseline#deviation}. */
    FeatureDeviation FURTHEST =
            (zs, levels) -> FeatureBaseline.deviation(zs, levels.names().pooled());

    /**
     * At least 0.
     *
     * @param zs distance of each feature from what is expected of it, in spreads, in the order of the names; 0 where the frame does
     *     not have it
     * @param levels what the sensor's features usually are
     */
    double of(double[] zs, FeatureLevels levels);
}
