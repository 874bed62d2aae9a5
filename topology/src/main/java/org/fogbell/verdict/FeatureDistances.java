package org.fogbell.verdict;

import org.fogbell.models.perception.FeatureCorrelations;
import org.jspecify.annotations.Nullable;

/**
 * How far features lie from what is expected of them, in the order of {@link FeatureLevels#names}. Both arrays belong to the record.
 *
 * @param expected where each is expected, in spreads from its location
 * @param zs how far each lies from there, in spreads of what is left open; 0 where the frame does not have it
 */
record FeatureDistances(double[] expected, double[] zs) {
    /**
     * @param zs how far each lies from its location
     * @param row NaN where the frame does not have the feature
     * @param correlations what the others let expect of each; null where each is expected at its location
     */
    static FeatureDistances of(double[] zs, double[] row, @Nullable FeatureCorrelations correlations) {
        if (correlations == null) {
            return new FeatureDistances(new double[zs.length], zs);
        }
        double[] expected = correlations.expected(zs);
        double[] beyond = correlations.beyond(zs, expected);
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] = Double.isFinite(row[i]) ? beyond[i] : 0;
        }
        return new FeatureDistances(expected, beyond);
    }
}
