package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.fogbell.models.eloss.Medians;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link FrameFeatures} of clean frames look like, and how far a clean frame lies from the others.
 *
 * @param frames how many frames it comes from
 * @param levels by feature
 * @param typicalDeviation the median deviation of a clean frame from levels, and correlations, made of others; above 0
 * @param lnDeviationSpread how the logarithms of those deviations scatter; above 0
 * @param correlations what the others of a frame let expect of a feature; null, and then absent from the file, where each is
 *     judged by itself
 * @param steps the same of what lies between a sensor's last second and the seconds before, {@link RecentFeatures#steps}; null, and then
 *     absent from the file, where it is not known when the frames were, or there were too few
 */
/*
 * Deviation: the root mean square of the three features that lie furthest from what is expected of them, in spreads: where correlations
 * are known from what the other features let expect, else from their location. A fault shows in a few features, and a mean over all
 * of them hides it; a single one is at the mercy of one odd value; and what scenery does to many features together is expected.
 * Measured against the alternatives in docs/scores.md.
 */
public record FeatureBaseline(
        int frames,
        SortedMap<String, Level> levels,
        double typicalDeviation,
        double lnDeviationSpread,

        @JacksonInject(value = BundleManifest.NO_CORRELATIONS, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        FeatureCorrelations correlations,

        @JacksonInject(value = BundleManifest.NO_STEPS, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        FeatureBaseline steps) {
    /** Fewer frames do not make a baseline. */
    public static final int MIN_FRAMES = 3;

    /** From fewer frames it is not told which features go together. */
    public static final int FEWEST_CORRELATED = 200;

    /** How many features a frame is judged by. */
    public static final int FURTHEST = 3;

    /** How much the furthest step counts by itself. */
    private static final double ALONE = 0.75;

    /** What is typical is found by leaving one frame out in turn; so many of them tell it. */
    private static final int MOST_LEFT_OUT = 200;

    /** Correlations for that are of the frames outside its fifth: neighbours are of one drive and alike. */
    private static final int PARTS = 5;

    private static final double MAD_TO_DEVIATION = 1.4826;

    private static final double LEAST_DEVIATION = 1e-6;
    private static final double LEAST_LN_SPREAD = 1e-3;

    /**
     * Median of a feature, and its robust standard deviation, at least {@link FrameFeatures#leastSpread}: the greatest of what the
     * median and the 80th percentile of the distances say, since many features hardly move in most scenery and far in some; and of
     * 200 values or more, what the 99.5th percentile says, but no more than three times that.
     */
    public record Level(double location, double spread) {
        public Level {
            if (!Double.isFinite(location) || !(spread > 0)) {
                throw new IllegalArgumentException(
                        "a level is finite and its spread above 0, got " + location + " and " + spread);
            }
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
        if (correlations != null && correlations.size() != levels.size()) {
            throw new IllegalArgumentException(
                    "expected correlations of the " + levels.size() + " features, got some of " + correlations.size());
        }
        if (steps != null && (!steps.levels.keySet().equals(levels.keySet()) || steps.steps != null)) {
            throw new IllegalArgumentException("expected steps of the features " + levels.keySet()
                    + ", and none of their own, got some of " + steps.levels.keySet());
        }
    }

    /** Where each feature is judged by itself, and steps are not. */
    public FeatureBaseline(
            int frames, SortedMap<String, Level> levels, double typicalDeviation, double lnDeviationSpread) {
        this(frames, levels, typicalDeviation, lnDeviationSpread, null, null);
    }

    /** The same with other steps; null for none. */
    public FeatureBaseline withSteps(@Nullable FeatureBaseline other) {
        return new FeatureBaseline(frames, levels, typicalDeviation, lnDeviationSpread, correlations, other);
    }

    /**
     * The baseline of the features of clean frames, neighbours beside each other; with {@link #correlations} where there are at
     * least {@link #FEWEST_CORRELATED}. A feature that not every frame has is left out.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #MIN_FRAMES}, or no feature that all of them have
     */
    public static FeatureBaseline of(List<? extends SortedMap<String, Double>> clean) {
        return of(clean, LevelFit.OF_FRAMES);
    }

    /**
     * The same with {@link #steps}, where at least {@link #FEWEST_CORRELATED} frames have enough before them.
     *
     * @param micros when each frame was, as an event time: frames more than five seconds apart, or going back in time, are of two drives;
     *     empty where nobody knows, and without steps then, as where frames of a drive lie mostly more than a second apart
     */
    public static FeatureBaseline of(List<? extends SortedMap<String, Double>> clean, long[] micros) {
        if (micros.length != 0 && micros.length != clean.size()) {
            throw new IllegalArgumentException(
                    "expected a time of each of the " + clean.size() + " frames, or none, got " + micros.length);
        }
        FeatureBaseline features = of(clean, LevelFit.OF_FRAMES);
        if (!RecentFeatures.areNear(micros)) {
            return features;
        }
        List<SortedMap<String, Double>> steps = new ArrayList<>();
        RecentFeatures recent = RecentFeatures.NONE;
        for (int i = 0; i < micros.length; i++) {
            recent = recent.after(zs(clean.get(i), features.levels), micros[i], false);
            if (recent.isSettled()) {
                steps.add(steps(recent, features.levels));
            }
        }
        return steps.size() < FEWEST_CORRELATED ? features : features.withSteps(of(steps, LevelFit.OF_STEPS));
    }

    /** On the features' own scale. */
    private static SortedMap<String, Double> steps(RecentFeatures recent, SortedMap<String, Level> levels) {
        SortedMap<String, Double> steps = new TreeMap<>();
        double[] inSpreads = recent.steps();
        int i = 0;
        for (Map.Entry<String, Level> level : levels.entrySet()) {
            steps.put(level.getKey(), inSpreads[i++] * level.getValue().spread());
        }
        return steps;
    }

    private static FeatureBaseline of(List<? extends SortedMap<String, Double>> clean, LevelFit fit) {
        SortedMap<String, Level> levels = levels(shared(clean), clean, fit);
        if (clean.size() < FEWEST_CORRELATED) {
            return of(clean, levels, null, frame -> null, fit);
        }
        List<double[]> zs = clean.stream().map(frame -> zs(frame, levels)).toList();
        List<FeatureCorrelations> others = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            List<double[]> rest = new ArrayList<>(zs.subList(0, part * zs.size() / PARTS));
            rest.addAll(zs.subList((part + 1) * zs.size() / PARTS, zs.size()));
            others.add(FeatureCorrelations.of(rest));
        }
        return of(clean, levels, FeatureCorrelations.of(zs), frame -> others.get(part(frame, zs.size())), fit);
    }

    /**
     * The same of one sensor's own frames, of which there are too few to tell which features go together. Where that is known of its type
     * the features are the type's, and the type's level is taken of one that less than half of the frames have.
     *
     * @param type what is known of it; null where that is nothing
     */
    public static FeatureBaseline learnt(
            List<? extends SortedMap<String, Double>> clean, @Nullable FeatureBaseline type) {
        if (type == null || type.correlations == null) {
            return of(clean, levels(shared(clean), clean, LevelFit.OF_FRAMES), null, frame -> null, LevelFit.OF_FRAMES);
        }
        requireEnough(clean);
        SortedMap<String, Level> levels = new TreeMap<>(type.levels);
        levels.putAll(levels(type.levels.keySet(), clean, LevelFit.OF_FRAMES));
        return of(clean, levels, type.correlations, frame -> type.correlations, LevelFit.OF_FRAMES);
    }

    private static FeatureBaseline of(
            List<? extends SortedMap<String, Double>> clean,
            SortedMap<String, Level> levels,
            @Nullable FeatureCorrelations correlations,
            IntFunction<@Nullable FeatureCorrelations> correlationsOfOthers,
            LevelFit fit) {
        int pooled = List.copyOf(levels.keySet()).indexOf(FrameFeatures.POOLED);
        int step = (clean.size() + MOST_LEFT_OUT - 1) / MOST_LEFT_OUT;
        double[] deviations = new double[(clean.size() + step - 1) / step];
        for (int i = 0; i < deviations.length; i++) {
            List<SortedMap<String, Double>> others = new ArrayList<>(clean);
            SortedMap<String, Double> frame = others.remove(i * step);
            SortedMap<String, Level> ofOthers = new TreeMap<>(levels);
            ofOthers.putAll(levels(levels.keySet(), others, fit));
            double[] zs = zs(frame, ofOthers);
            @Nullable FeatureCorrelations known = correlationsOfOthers.apply(i * step);
            double[] beyond = known == null ? zs : known.beyond(zs, known.expected(zs));
            double deviation =
                    fit.equals(LevelFit.OF_STEPS) ? stepDeviation(beyond, pooled) : deviation(beyond, pooled);
            deviations[i] = Math.max(deviation, LEAST_DEVIATION);
        }
        double typical = Medians.of(deviations);
        double[] scatter = Arrays.stream(deviations)
                .map(deviation -> Math.abs(Math.log(deviation / typical)))
                .toArray();
        return new FeatureBaseline(
                clean.size(),
                levels,
                typical,
                Math.max(MAD_TO_DEVIATION * Medians.of(scatter), LEAST_LN_SPREAD),
                correlations,
                null);
    }

    private static int part(int frame, int frames) {
        int part = 0;
        while (frame >= (part + 1) * frames / PARTS) {
            part++;
        }
        return part;
    }

    private static SortedSet<String> shared(List<? extends SortedMap<String, Double>> clean) {
        requireEnough(clean);
        SortedSet<String> shared = new TreeSet<>(clean.get(0).keySet());
        clean.forEach(frame -> shared.retainAll(frame.keySet()));
        return shared;
    }

    private static void requireEnough(List<? extends SortedMap<String, Double>> clean) {
        if (clean.size() < MIN_FRAMES) {
            throw new IllegalArgumentException(
                    "a baseline of features needs at least " + MIN_FRAMES + " frames, got " + clean.size());
        }
    }

    /** NaN where the frame does not have a feature. */
    private static double[] zs(Map<String, Double> frame, SortedMap<String, Level> levels) {
        double[] zs = new double[levels.size()];
        int i = 0;
        for (Map.Entry<String, Level> level : levels.entrySet()) {
            Double value = frame.get(level.getKey());
            zs[i++] = value == null ? Double.NaN : level.getValue().z(value);
        }
        return zs;
    }

    /** Of the features that half of the frames have. */
    private static SortedMap<String, Level> levels(
            Iterable<String> names, List<? extends SortedMap<String, Double>> frames, LevelFit fit) {
        SortedMap<String, Level> levels = new TreeMap<>();
        for (String name : names) {
            double[] values = frames.stream()
                    .map(frame -> frame.get(name))
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (2 * values.length >= frames.size()) {
                levels.put(name, fit.of(name, values));
            }
        }
        return levels;
    }

    /**
     * How far a frame lies out; 0 or more. What the network pools sums up as many channels, and needs no other two beside it.
     *
     * @param zs distance of each feature from what is expected of it, in spreads
     * @param pooled the place of {@link FrameFeatures#POOLED} among them; below 0 where there is none
     */
    public static double deviation(double[] zs, int pooled) {
        double ofThree = deviation(zs);
        return pooled < 0 ? ofThree : Math.max(ofThree, Math.abs(zs[pooled]));
    }

    /** The same of features that are all alike: the root mean square of the few that lie furthest out. */
    public static double deviation(double[] zs) {
        int[] furthest = furthest(zs);
        double sum = 0;
        for (int i = furthest.length - 1; i >= 0; i--) {
            sum += zs[furthest[i]] * zs[furthest[i]];
        }
        return furthest.length == 0 ? 0 : Math.sqrt(sum / furthest.length);
    }

    /**
     * How far a sensor stepped; 0 or more. The furthest feature counts by three quarters of its distance where that is more: a fault that
     * shows in one alone would be hidden by two that are as ever.
     */
    public static double stepDeviation(double[] zs, int pooled) {
        return zs.length == 0 ? 0 : Math.max(deviation(zs, pooled), ALONE * Math.abs(zs[furthest(zs)[0]]));
    }

    /** Which features lie furthest from what is expected of them, furthest first; the first of several that lie alike. */
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
