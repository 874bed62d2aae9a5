package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.models.perception.FrameFeatures;
import org.fogbell.schemas.OutlyingFeature;

/**
 * What each feature of one sensor usually is. A value; each normal frame gives the next. The arrays belong to the record, and
 * the names are shared from one value to the next.
 *
 * @param names ascending
 * @param locations by name, on the scale of {@link FrameFeatures}
 * @param spreads robust standard deviations, by name
 */
public record FeatureLevels(String[] names, double[] locations, double[] spreads) {
    private static final double CLIP_SPREADS = 3;

    /**
     * A spread rises that much faster than it falls: so it settles where the rarer, larger distances put it (at an expectile of
     * them), and a feature that clean scenery moves far now and then does not look steady in between.
     */
    private static final double SLOWER_DOWN = 10;

    /** Where that is for distances that are normal with spread 1. */
    private static final double NORMAL_EXPECTILE = 1.4239;

    /** Those of clean frames, as a calibrated sensor begins. */
    public static FeatureLevels of(FeatureBaseline clean) {
        int size = clean.levels().size();
        FeatureLevels levels = new FeatureLevels(new String[size], new double[size], new double[size]);
        int i = 0;
        for (Map.Entry<String, FeatureBaseline.Level> level : clean.levels().entrySet()) {
            levels.names[i] = level.getKey();
            levels.locations[i] = level.getValue().location();
            levels.spreads[i++] = level.getValue().spread();
        }
        return levels;
    }

    /** The names that all these rows will be of. */
    static FeatureLevels learning(Collection<String> features) {
        String[] names = features.stream().sorted().toArray(String[]::new);
        return new FeatureLevels(names, new double[0], new double[0]);
    }

    /** The features in the order of the names; NaN where the frame does not have one. */
    double[] row(Map<String, Double> features) {
        double[] row = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            Double value = features.get(names[i]);
            row[i] = value == null ? Double.NaN : value;
        }
        return row;
    }

    /** A {@link #row} by name, without what is missing. */
    SortedMap<String, Double> byName(double[] rows, int from) {
        SortedMap<String, Double> features = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            if (Double.isFinite(rows[from + i])) {
                features.put(names[i], rows[from + i]);
            }
        }
        return features;
    }

    /** Distance of each feature of a {@link #row} from its location, in spreads; NaN where it is missing. */
    double[] zs(double[] row) {
        double[] zs = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            zs[i] = Double.isFinite(row[i]) ? (row[i] - locations[i]) / scale(i) : Double.NaN;
        }
        return zs;
    }

    /** The place of what the network pools; below 0 where it pools nothing. */
    int pooled() {
        return Arrays.binarySearch(names, FrameFeatures.POOLED);
    }

    /** The spread that the feature of this number is judged by: its own, or the least to believe in. */
    public double scale(int feature) {
        return Math.max(spreads[feature], FrameFeatures.leastSpread(names[feature]));
    }

    /**
     * After one more normal frame. Steps are clipped, so that one outlier moves a location by a fraction of a spread.
     *
     * @param weight of the frame in the locations
     * @param spreadWeight of the frame in the spreads, which need more evidence
     */
    FeatureLevels drift(double[] row, double weight, double spreadWeight) {
        double[] nextLocations = locations.clone();
        double[] nextSpreads = spreads.clone();
        for (int i = 0; i < row.length; i++) {
            if (Double.isFinite(row[i])) {
                double clip = CLIP_SPREADS * scale(i);
                double step = Math.max(-clip, Math.min(clip, row[i] - locations[i]));
                nextLocations[i] += weight * step;
                double wider = Math.abs(step) / NORMAL_EXPECTILE - spreads[i];
                nextSpreads[i] += spreadWeight * (wider > 0 ? wider : wider / SLOWER_DOWN);
            }
        }
        return new FeatureLevels(names, nextLocations, nextSpreads);
    }

    /** The features that lie furthest out, furthest first. */
    List<OutlyingFeature> outlying(double[] row, FeatureDistances distances) {
        return outlying(distances, i -> row[i]);
    }

    /** The features that lay furthest out in the last frames, with the value that they had on average. */
    List<OutlyingFeature> outlyingOfLate(RecentFeatures recent, FeatureDistances distances) {
        return outlying(distances, i -> locations[i] + recent.meanZs()[i] * scale(i));
    }

    private List<OutlyingFeature> outlying(FeatureDistances distances, IntToDoubleFunction value) {
        double[] zs = distances.zs();
        List<OutlyingFeature> outlying = new ArrayList<>();
        for (int i : FeatureBaseline.furthest(zs)) {
            if (zs[i] != 0) {
                outlying.add(new OutlyingFeature(
                        names[i],
                        FrameFeatures.raw(names[i], value.applyAsDouble(i)),
                        FrameFeatures.raw(names[i], locations[i] + distances.expected()[i] * scale(i)),
                        zs[i]));
            }
        }
        return List.copyOf(outlying);
    }
}
