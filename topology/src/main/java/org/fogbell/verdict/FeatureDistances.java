package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FeatureCorrelations;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.schemas.OutlyingFeature;
import org.jspecify.annotations.Nullable;

/**
 * How far features lie from what is expected of them, in the order of {@link FeatureLevels#names}. Both arrays belong to the record.
 *
 * @param expected where each is expected, in spreads from its location
 * @param zs how far each lies from there, in spreads of what is left open; 0 where the frame does not have it
 */
record FeatureDistances(double[] expected, double[] zs) {
    /**
     * @param zs how far each lies from its location; NaN where the frame does not have it
     * @param correlations what the others let expect of each; null where each is expected at its location
     */
    static FeatureDistances of(double[] zs, @Nullable FeatureCorrelations correlations) {
        if (correlations == null) {
            return new FeatureDistances(
                    new double[zs.length],
                    Arrays.stream(zs).map(z -> Double.isNaN(z) ? 0 : z).toArray());
        }
        double[] expected = correlations.expected(zs);
        return new FeatureDistances(expected, correlations.beyond(zs, expected));
    }

    /**
     * The features that lie furthest out, furthest first.
     *
     * @param actual what each is, by its number, on the scale of {@link FrameFeatures}
     * @param usual what is expected of it, on the same scale
     */
    List<OutlyingFeature> furthest(FeatureNames names, IntToDoubleFunction actual, IntToDoubleFunction usual) {
        int[] features = FeatureBaseline.furthest(zs);
        List<OutlyingFeature> furthest = new ArrayList<>(features.length);
        for (int i : features) {
            if (zs[i] != 0) {
                String name = names.get(i);
                furthest.add(new OutlyingFeature(
                        name,
                        FrameFeatures.raw(name, actual.applyAsDouble(i)),
                        FrameFeatures.raw(name, usual.applyAsDouble(i)),
                        zs[i]));
            }
        }
        return List.copyOf(furthest);
    }
}
