package org.fogbell.verdict;

import java.util.List;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FeatureCorrelations;
import org.fogbell.models.perception.RecentFeatures;
import org.fogbell.schemas.OutlyingFeature;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of how the features of a sensor type's clean frames step from the seconds before to the last one, made ready to
 * judge by. Unlike what the features usually are, this is the type's alone, and not learnt of each sensor. Has no state.
 */
final class TypicalSteps {
    private final FeatureNames names;

    /** What the features of the type usually are, which is where {@link RecentFeatures} are counted from. */
    private final double[] origins;

    /** Spread of each feature's steps, which is the unit. */
    private final double[] units;

    /** The usual step, in units. */
    private final double[] locations;

    private final @Nullable FeatureCorrelations correlations;
    private final double lnTypical;
    private final double lnSpread;

    private TypicalSteps(FeatureNames names, FeatureBaseline clean, FeatureBaseline steps) {
        this.names = names;
        this.origins = clean.levels().values().stream()
                .mapToDouble(FeatureBaseline.Level::location)
                .toArray();
        this.units = steps.levels().values().stream()
                .mapToDouble(FeatureBaseline.Level::spread)
                .toArray();
        this.locations = steps.levels().values().stream()
                .mapToDouble(level -> level.location() / level.spread())
                .toArray();
        this.correlations = steps.correlations();
        this.lnTypical = Math.log(steps.typicalDeviation());
        this.lnSpread = steps.lnDeviationSpread();
    }

    /** Null where the bundle says nothing of them. */
    static @Nullable TypicalSteps of(FeatureNames names, FeatureBaseline clean) {
        return clean.steps() == null ? null : new TypicalSteps(names, clean, clean.steps());
    }

    /**
     * After one more frame.
     *
     * @param isOut whether it lies far beyond by what the sensor's features usually are
     */
    RecentFeatures after(RecentFeatures recent, double[] row, long micros, boolean isOut) {
        double[] distances = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            distances[i] = Double.isFinite(row[i]) ? (row[i] - origins[i]) / units[i] : Double.NaN;
        }
        return recent.after(distances, micros, isOut);
    }

    /**
     * How far the last second stepped from the seconds before, in units.
     *
     * @param row the frame's features; one that is missing, NaN, takes no part
     */
    FeatureDistances distances(RecentFeatures recent, double[] row) {
        double[] steps = recent.steps();
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Double.isFinite(row[i]) ? steps[i] - locations[i] : Double.NaN;
        }
        return FeatureDistances.of(steps, correlations);
    }

    /** How far such steps lie beyond those of clean frames, in spreads of the logarithm, of which the least is the baseline's. */
    double robustZ(FeatureDistances distances, BaselineRule config) {
        double deviation = FeatureBaseline.stepDeviation(distances.zs(), names.pooled());
        return (JudgedScore.lnDistance(deviation) - lnTypical) / Math.max(lnSpread, config.minSpread());
    }

    /** The deviation of steps that lies so many spreads beyond those of clean frames. */
    double deviationAt(double robustZ, BaselineRule config) {
        return Math.exp(lnTypical + robustZ * Math.max(lnSpread, config.minSpread()));
    }

    /** The features that stepped furthest, with what they were in the last second, and what the seconds before let expect. */
    List<OutlyingFeature> outlying(RecentFeatures recent, FeatureDistances distances) {
        return distances.furthest(
                names,
                i -> origins[i] + recent.late(i) * units[i],
                i -> origins[i] + (recent.before(i) + locations[i] + distances.expected()[i]) * units[i]);
    }
}
