package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.eloss.Medians;

/**
 * What the {@link FrameFeatures} of clean frames look like, and how far a clean frame lies from the others.
 *
 * @param frames how many frames it comes from
 * @param levels by feature
 * @param typicalDeviation the median {@link #deviation} of a clean frame from levels made of the others; above 0
 * @param lnDeviationSpread how the logarithms of those deviations scatter; above 0
 */
/*
 * Deviation: the root mean square of the three features that lie furthest from their location, in spreads. A fault shows in a few
 * features, and a mean over all of them hides it; a single one is at the mercy of one odd value. Measured against the alternatives
 * in docs/scores.md.
 */
public record FeatureBaseline(
        int frames, SortedMap<String, Level> levels, double typicalDeviation, double lnDeviationSpread) {
    /** Fewer frames do not make a baseline. */
    public static final int MIN_FRAMES = 3;

    /** How many features a frame is judged by. */
    public static final int FURTHEST = 3;

    /** What is typical is found by leaving one frame out in turn; so many of them tell it. */
    private static final int MOST_LEFT_OUT = 200;

    private static final double MAD_TO_DEVIATION = 1.4826;
    /** The share of values that lie nearer than where their tail is measured; so a few bad frames do little harm. */
    private static final double TAIL = 0.8;

    /** Fewer frames tell their median distance only. */
    private static final int FEWEST_OF_TAIL = 50;

    /** Where that is for distances that are normal with spread 1. */
    private static final double NORMAL_TAIL = 1.2816;

    private static final double LEAST_DEVIATION = 1e-6;
    private static final double LEAST_LN_SPREAD = 1e-3;

    /**
     * Median of a feature, and its robust standard deviation, at least {@link FrameFeatures#leastSpread}: the greater of what the
     * median and what the 80th percentile of the distances say, since many features hardly move in most scenery and far in some.
     */
    public record Level(double location, double spread) {
        public Level {
            if (!Double.isFinite(location) || !(spread > 0)) {
                throw new IllegalArgumentException(
                        "a level is finite and its spread above 0, got " + location + " and " + spread);
            }
        }

        static Level of(String name, double[] values) {
            double median = Medians.of(values);
            double[] scatter =
                    Arrays.stream(values).map(value -> Math.abs(value - median)).toArray();
            Arrays.sort(scatter);
            double tail = scatter.length < FEWEST_OF_TAIL ? 0 : scatter[(int) (TAIL * scatter.length)];
            double spread = Math.max(MAD_TO_DEVIATION * Medians.of(scatter), tail / NORMAL_TAIL);
            return new Level(median, Math.max(spread, FrameFeatures.leastSpread(name)));
        }

        /** How many spreads a value lies above the location, or below it where negative. */
        public double z(double value) {
            return (value - location) / spread;
        }
    }

    public FeatureBaseline {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a baseline has at least one feature");
        }
        if (!(typicalDeviation > 0) || !(lnDeviationSpread > 0)) {
            throw new IllegalArgumentException("a typical deviation and its spread are above 0, got " + typicalDeviation
                    + " and " + lnDeviationSpread);
        }
    }

    /**
     * The baseline of the features of clean frames, in any order. A feature that not every frame has is left out.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #MIN_FRAMES}, or no feature that all of them have
     */
    public static FeatureBaseline of(List<? extends SortedMap<String, Double>> clean) {
        if (clean.size() < MIN_FRAMES) {
            throw new IllegalArgumentException(
                    "a baseline of features needs at least " + MIN_FRAMES + " frames, got " + clean.size());
        }
        SortedMap<String, Double> shared = new TreeMap<>(clean.get(0));
        clean.forEach(frame -> shared.keySet().retainAll(frame.keySet()));
        int step = (clean.size() + MOST_LEFT_OUT - 1) / MOST_LEFT_OUT;
        double[] deviations = new double[(clean.size() + step - 1) / step];
        for (int i = 0; i < deviations.length; i++) {
            List<SortedMap<String, Double>> others = new ArrayList<>(clean);
            SortedMap<String, Double> frame = others.remove(i * step);
            deviations[i] = Math.max(deviation(frame, levels(shared.keySet(), others)), LEAST_DEVIATION);
        }
        double typical = Medians.of(deviations);
        double[] scatter = Arrays.stream(deviations)
                .map(deviation -> Math.abs(Math.log(deviation / typical)))
                .toArray();
        return new FeatureBaseline(
                clean.size(),
                levels(shared.keySet(), clean),
                typical,
                Math.max(MAD_TO_DEVIATION * Medians.of(scatter), LEAST_LN_SPREAD));
    }

    private static SortedMap<String, Level> levels(
            Iterable<String> names, List<? extends SortedMap<String, Double>> frames) {
        SortedMap<String, Level> levels = new TreeMap<>();
        for (String name : names) {
            levels.put(
                    name,
                    Level.of(
                            name,
                            frames.stream()
                                    .mapToDouble(frame -> frame.get(name))
                                    .toArray()));
        }
        return levels;
    }

    private static double deviation(SortedMap<String, Double> frame, SortedMap<String, Level> levels) {
        double[] zs = new double[levels.size()];
        int count = 0;
        for (Map.Entry<String, Level> level : levels.entrySet()) {
            Double value = frame.get(level.getKey());
            zs[count++] = value == null ? 0 : level.getValue().z(value);
        }
        return deviation(zs);
    }

    /** How far a frame lies from its levels, by the distance of each feature in spreads; 0 or more. */
    public static double deviation(double[] zs) {
        int[] furthest = furthest(zs);
        double sum = 0;
        for (int i = furthest.length - 1; i >= 0; i--) {
            sum += zs[furthest[i]] * zs[furthest[i]];
        }
        return furthest.length == 0 ? 0 : Math.sqrt(sum / furthest.length);
    }

    /** Which features lie furthest from their location, furthest first; the first of several that lie alike. */
    public static int[] furthest(double[] zs) {
        int[] furthest = new int[Math.min(FURTHEST, zs.length)];
        for (int i = 0; i < zs.length; i++) {
            int at = Math.min(i, furthest.length);
            while (at > 0 && Math.abs(zs[i]) > Math.abs(zs[furthest[at - 1]])) {
                if (at < furthest.length) {
                    furthest[at] = furthest[at - 1];
                }
                at--;
            }
            if (at < furthest.length) {
                furthest[at] = i;
            }
        }
        return furthest;
    }
}
