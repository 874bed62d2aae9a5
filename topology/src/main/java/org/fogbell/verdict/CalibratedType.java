package org.fogbell.verdict;

import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FeatureCorrelations;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.BaselineSource;
import org.jspecify.annotations.Nullable;

/** What a bundle says of the features of a sensor type's clean frames, made ready to judge by. Has no state. */
public final class CalibratedType {
    private final FeatureBaseline clean;
    private final FeatureNames names;
    private final FeatureLevels usual;
    private final @Nullable TypicalSteps steps;

    private CalibratedType(FeatureBaseline clean) {
        this.clean = clean;
        this.names = FeatureNames.ofType(clean.levels().keySet());
        this.usual = FeatureLevels.of(names, clean);
        this.steps = TypicalSteps.of(names, clean);
    }

    public static CalibratedType of(FeatureBaseline clean) {
        return new CalibratedType(clean);
    }

    public FeatureBaseline clean() {
        return clean;
    }

    public FeatureNames names() {
        return names;
    }

    /** What each feature usually is, of the type. */
    FeatureLevels usual() {
        return usual;
    }

    /** The deviation that lies so many spreads beyond that of clean frames. */
    double deviationAt(double robustZ, BaselineRule config) {
        return Math.exp(
                Math.log(clean.typicalDeviation()) + robustZ * Math.max(clean.lnDeviationSpread(), config.minSpread()));
    }

    /** Null where the bundle says nothing of them. */
    @Nullable
    TypicalSteps steps() {
        return steps;
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
     * Another where the features are others, or others of them go together, or step: deviations by one are no yardstick for those by
     * the other. The same in every process.
     */
    long yardstick() {
        @Nullable FeatureCorrelations correlations = correlations();
        @Nullable FeatureBaseline ofSteps = clean.steps();
        @Nullable FeatureCorrelations together = ofSteps == null ? null : ofSteps.correlations();
        return ((long) names.hashCode() << 32)
                ^ (correlations == null ? 0 : correlations.hashCode())
                ^ (together == null ? 0 : 31L * together.hashCode());
    }
}
