package org.fogbell.verdict;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.FrameFeatures;

/**
 * The features that a sensor's frames are compared by, ascending by name, and what is known of each by its name. Sensors of a type
 * share it. Immutable.
 */
public final class FeatureNames {
    /** Of a sensor that was written without them, since its type has them: {@link SensorBaseline#named} puts them back. */
    public static final FeatureNames OF_THE_TYPE = new FeatureNames(new String[0], true);

    private final String[] names;
    private final double[] leastSpreads;
    private final boolean[] statistics;
    private final boolean ofTheType;
    private final int pooled;
    private final int hash;

    private FeatureNames(String[] names, boolean ofTheType) {
        this.names = names;
        this.ofTheType = ofTheType;
        this.leastSpreads =
                Arrays.stream(names).mapToDouble(FrameFeatures::leastSpread).toArray();
        this.statistics = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            statistics[i] = FrameFeatures.isStatistic(names[i]);
        }
        this.pooled = Arrays.binarySearch(names, FrameFeatures.POOLED);
        this.hash = Arrays.hashCode(names);
    }

    /** Of one sensor alone. */
    public static FeatureNames of(Collection<String> features) {
        return new FeatureNames(features.stream().sorted().toArray(String[]::new), false);
    }

    /** Of all sensors of a type. */
    static FeatureNames ofType(Collection<String> features) {
        return new FeatureNames(features.stream().sorted().toArray(String[]::new), true);
    }

    /** Whether they are the bundle's for the sensor's type, and so need not be remembered with the sensor. */
    public boolean areOfTheType() {
        return ofTheType;
    }

    public int size() {
        return names.length;
    }

    /** By number, from 0. */
    public String get(int feature) {
        return names[feature];
    }

    /** The least spread to believe in, by the feature's number. */
    double leastSpread(int feature) {
        return leastSpreads[feature];
    }

    /** Whether it needs no network, by the feature's number. */
    boolean isStatistic(int feature) {
        return statistics[feature];
    }

    /** The place of what the network pools; below 0 where it pools nothing. */
    int pooled() {
        return pooled;
    }

    /** The features in the order of the names; NaN where the frame does not have one. */
    double[] row(Map<String, Double> features) {
        if (features instanceof NamedNumbers numbers) {
            return numbers.row(names);
        }
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

    /** The same in every process. */
    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof FeatureNames same
                        && ofTheType == same.ofTheType
                        && Arrays.equals(names, same.names));
    }

    @Override
    public String toString() {
        return String.join(", ", names);
    }
}
