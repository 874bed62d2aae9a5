package org.fogbell.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.fogbell.models.eloss.ShrunkGaussian;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.verdict.FeatureDeviation;
import org.fogbell.verdict.FeatureLevels;

/**
 * Sizes of a frame's deviation that the job could judge by in the place of its own, each from clean frames of other scenes and around
 * what the sensor's own features usually are. Everything behind, baseline, windows and alerts, is the job's.
 */
enum StreamMeasure {
    /** The job's: what follows, or how far the features step away from the seconds before, whichever lies further out. */
    LEVELS_AND_STEPS((clean, baseline) -> FeatureDeviation.FURTHEST),
    /** Of what each feature is beyond what the others let expect, the root mean square of the three furthest. */
    BEYOND_THE_OTHERS((clean, baseline) -> FeatureDeviation.FURTHEST),
    /** Of the three features that lie furthest from where they usually are. */
    THREE_FURTHEST((clean, baseline) -> FeatureDeviation.FURTHEST),
    /** Of the eight that do. */
    EIGHT_FURTHEST((clean, baseline) -> (zs, levels) -> furthest(zs, 8)),
    /** Mahalanobis distance in the sensor's own spreads, the correlations of all calibration frames halved. */
    MAHALANOBIS_OWN_SPREADS((clean, baseline) -> {
        ShrunkGaussian usual = correlations(clean, baseline);
        return (zs, levels) -> Math.sqrt(usual.squaredDistance(zs) / zs.length);
    }),
    /** Mahalanobis distance in the calibration's spreads, what the calibration's features do together within a scene halved. */
    MAHALANOBIS_WITHIN_SCENES((clean, baseline) -> {
        ShrunkGaussian usual = withinScenes(clean, baseline);
        double[] spreads = spreads(baseline);
        return (zs, levels) -> Math.sqrt(usual.squaredDistance(inSpreads(zs, levels, spreads)) / zs.length);
    }),
    /** The three furthest and Mahalanobis in the sensor's own spreads, mean squares added. */
    THREE_AND_MAHALANOBIS((clean, baseline) -> {
        ShrunkGaussian usual = correlations(clean, baseline);
        return (zs, levels) ->
                Math.hypot(FeatureBaseline.deviation(zs), Math.sqrt(usual.squaredDistance(zs) / zs.length));
    });

    /** The job's. */
    static final StreamMeasure DEFAULT = LEVELS_AND_STEPS;

    /** From clean frames, and what each of their features usually is, to a size of a frame's deviation. */
    private interface Fit {
        FeatureDeviation of(List<SeenFrame> clean, FeatureBaseline baseline);
    }

    @SuppressWarnings("ImmutableEnumChecker") // the fits hold no state
    private final Fit fit;

    StreamMeasure(Fit fit) {
        this.fit = fit;
    }

    FeatureDeviation fit(List<SeenFrame> clean, FeatureBaseline baseline) {
        return fit.of(clean, baseline);
    }

    private static double furthest(double[] zs, int count) {
        double[] squares = Arrays.stream(zs).map(z -> z * z).sorted().toArray();
        return Math.sqrt(Arrays.stream(squares, Math.max(0, squares.length - count), squares.length)
                .average()
                .orElse(0));
    }

    private static ShrunkGaussian correlations(List<SeenFrame> clean, FeatureBaseline baseline) {
        return ShrunkGaussian.correlated(
                clean.stream()
                        .map(frame -> ScoreMethods.standardised(frame, baseline.levels()))
                        .toList(),
                ShrunkGaussian.SHRINKAGE);
    }

    private static ShrunkGaussian withinScenes(List<SeenFrame> clean, FeatureBaseline baseline) {
        SortedMap<String, FeatureBaseline.Level> levels = baseline.levels();
        return ShrunkGaussian.of(
                ScoreMethods.withinScenes(clean, frame -> ScoreMethods.standardised(frame, levels)),
                ShrunkGaussian.SHRINKAGE);
    }

    private static double[] spreads(FeatureBaseline baseline) {
        return baseline.levels().values().stream()
                .mapToDouble(FeatureBaseline.Level::spread)
                .toArray();
    }

    /** The same distances in other spreads. */
    private static double[] inSpreads(double[] zs, FeatureLevels levels, double[] spreads) {
        double[] other = new double[zs.length];
        for (int i = 0; i < zs.length; i++) {
            other[i] = zs[i] * levels.scale(i) / spreads[i];
        }
        return other;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
