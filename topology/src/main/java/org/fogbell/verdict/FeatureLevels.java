package org.fogbell.verdict;

import java.util.List;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.schemas.OutlyingFeature;

/**
 * What the features of one sensor's frames usually are. A value; each normal frame gives the next. The arrays belong to the record, and
 * the names are shared from one value to the next.
 *
 * @param locations in the order of the names, on the scale of {@link FrameFeatures}, rounded to {@link #LOCATION_BITS}
 * @param spreads robust standard deviations, in the same order; in single precision
 */
public record FeatureLevels(FeatureNames names, double[] locations, float[] spreads) {
    /**
     * Of a double's 64, from the left, which rounds by 2e-9 of a location: that may be a thousand times as large as its spread, of which
     * a frame moves it by a few millionths where it drifts for hours.
     */
    public static final int LOCATION_BITS = 40;

    private static final int DROPPED_BITS = Double.SIZE - LOCATION_BITS;

    private static final double CLIP_SPREADS = 3;

    /**
     * A spread rises that much faster than it falls: so it settles where the rarer, larger distances put it (at an expectile of
     * them), and a feature that clean scenery moves far now and then does not look steady in between.
     */
    private static final double SLOWER_DOWN = 10;

    /** Where that is for distances that are normal with spread 1. */
    private static final double NORMAL_EXPECTILE = 1.4239;

    /** Those of clean frames, as a calibrated sensor begins, or one that has seen enough. */
    public static FeatureLevels of(FeatureNames names, FeatureBaseline clean) {
        double[] locations = new double[names.size()];
        float[] spreads = new float[names.size()];
        int i = 0;
        for (FeatureBaseline.Level level : clean.levels().values()) {
            locations[i] = rounded(level.location());
            spreads[i++] = (float) level.spread();
        }
        return new FeatureLevels(names, locations, spreads);
    }

    /** Before any is known. */
    static FeatureLevels learning(FeatureNames names) {
        return new FeatureLevels(names, new double[0], new float[0]);
    }

    private static double rounded(double value) {
        long bits = Double.doubleToRawLongBits(value) + (1L << (DROPPED_BITS - 1));
        return Double.longBitsToDouble(bits >> DROPPED_BITS << DROPPED_BITS);
    }

    /** Distance of each feature of a frame from its location, in spreads; NaN where it is missing. */
    double[] zs(double[] row) {
        double[] zs = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            zs[i] = Double.isFinite(row[i]) ? (row[i] - locations[i]) / scale(i) : Double.NaN;
        }
        return zs;
    }

    /** The spread that the feature of this number is judged by: its own, or the least to believe in. */
    public double scale(int feature) {
        return Math.max(spreads[feature], names.leastSpread(feature));
    }

    /**
     * After one more normal frame. Steps are clipped, so that one outlier moves a location by a fraction of a spread.
     *
     * @param weight of the frame in the locations
     * @param spreadWeight of the frame in the spreads, which need more evidence
     */
    FeatureLevels drift(double[] row, double weight, double spreadWeight) {
        double[] nextLocations = locations.clone();
        float[] nextSpreads = spreads.clone();
        for (int i = 0; i < row.length; i++) {
            if (Double.isFinite(row[i])) {
                double clip = CLIP_SPREADS * scale(i);
                double step = Math.max(-clip, Math.min(clip, row[i] - locations[i]));
                nextLocations[i] = rounded(locations[i] + weight * step);
                double wider = Math.abs(step) / NORMAL_EXPECTILE - spreads[i];
                nextSpreads[i] = (float) (spreads[i] + spreadWeight * (wider > 0 ? wider : wider / SLOWER_DOWN));
            }
        }
        return new FeatureLevels(names, nextLocations, nextSpreads);
    }

    /** The features that lie furthest out, furthest first. */
    List<OutlyingFeature> outlying(double[] row, FeatureDistances distances) {
        return distances.furthest(
                names, i -> row[i], i -> locations[i] + distances.expected()[i] * scale(i));
    }
}
