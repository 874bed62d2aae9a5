package org.fogbell.verdict;

import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FeatureCorrelations;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.jspecify.annotations.Nullable;

/** What a bundle says of the features of a sensor type's clean frames, made ready to judge by. */
public record CalibratedType(FeatureBaseline clean, FeatureNames names) {
    public static CalibratedType of(FeatureBaseline clean) {
        return new CalibratedType(clean, FeatureNames.ofType(clean.levels().keySet()));
    }

    /** How far clean frames lie out. */
    public static BaselineLevel level(FeatureBaseline clean) {
        return new BaselineLevel(
                BaselineSource.BUNDLE, Math.log(clean.typicalDeviation()), clean.lnDeviationSpread(), (long)
                        clean.frames());
    }

    @Nullable
    FeatureCorrelations correlations() {
        return clean.correlations();
    }

    /**
     * Another where the features are others, or others of them go together: deviations by one are no yardstick for those by the
     * other. The same in every process.
     */
    long yardstick() {
        @Nullable FeatureCorrelations correlations = correlations();
        return ((long) names.hashCode() << 32) ^ (correlations == null ? 0 : correlations.hashCode());
    }
}
