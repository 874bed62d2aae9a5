package org.fogbell.models.perception;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.eloss.EntropyProfile;
import org.jspecify.annotations.Nullable;

/**
 * What a frame is compared with other frames of its sensor by: the rank entropy of each layer ({@code layer.NAME}, in nats),
 * which say what the network makes of the frame, and the {@link FrameStatistics}, which say what the frame is like without
 * any network. Each is put on a scale on which clean frames scatter about evenly to both sides.
 */
public final class FrameFeatures {
    /** Begins the name of a layer's feature. */
    public static final String LAYER = "layer.";

    /** How far the network's pooled channels lie from those of clean frames, {@link PooledBaseline#distance}. */
    public static final String POOLED = "pooled_distance";

    private static final double LEAST_LAYER_SPREAD = 0.02;
    private static final double LEAST_LOGARITHM_OF = 1e-4;

    /**
     * The least spreads are about half of what clean simulated and recorded drives scatter by within half a minute: a sensor
     * that has only just begun looks steadier than it is. That of what lies below the ground is what a ditch beside the road makes: in most
     * worlds there is none, and the feature rests at 0 to the last digit.
     */
    private static final Map<String, Feature> STATISTICS = table(List.of(
            new Feature("points", Scale.LOGARITHM, 0.01),
            new Feature("range_p10_metres", Scale.LOGARITHM, 0.05),
            new Feature("range_p50_metres", Scale.LOGARITHM, 0.03),
            new Feature("range_p90_metres", Scale.LOGARITHM, 0.04),
            new Feature("intensity_p10", Scale.SQUARE_ROOT, 0.03),
            new Feature("intensity_p50", Scale.SQUARE_ROOT, 0.01),
            new Feature("intensity_p90", Scale.SQUARE_ROOT, 0.01),
            new Feature("near_intensity", Scale.SQUARE_ROOT, 0.01),
            new Feature("far_intensity", Scale.SQUARE_ROOT, 0.015),
            new Feature("empty_sector_share", Scale.SQUARE_ROOT, 0.03),
            new Feature("sector_evenness", Scale.LINEAR, 0.0015),
            new Feature("elevation_evenness", Scale.LINEAR, 0.001),
            new Feature("empty_elevation_share", Scale.SQUARE_ROOT, 0.03),
            new Feature("isolated_share", Scale.SQUARE_ROOT, 0.005),
            new Feature("far_share", Scale.SQUARE_ROOT, 0.015),
            new Feature("roughness_metres", Scale.LOGARITHM, 0.03),
            new Feature("spike_share", Scale.SQUARE_ROOT, 0.005),
            new Feature("ground_share", Scale.LINEAR, 0.025),
            new Feature("below_ground_share", Scale.SQUARE_ROOT, 0.015),
            new Feature("ground_height_metres", Scale.LINEAR, 0.01),
            new Feature("ground_slope_ahead", Scale.LINEAR, 0.002),
            new Feature("ground_slope_aside", Scale.LINEAR, 0.002),
            new Feature("ground_residual_metres", Scale.LOGARITHM, 0.1),
            new Feature("rings", Scale.LOGARITHM, 0.005),
            new Feature("hole_share", Scale.SQUARE_ROOT, 0.01),
            new Feature("lost_azimuth_share", Scale.SQUARE_ROOT, 0.01),
            new Feature("dark_patch_share", Scale.SQUARE_ROOT, 0.02),
            new Feature("ladder_share", Scale.LINEAR, 1e-4),
            new Feature("spiral_share", Scale.LINEAR, 1e-4),
            new Feature("dim_side_ratio", Scale.LOGARITHM, 0.08),
            new Feature("thin_share", Scale.SQUARE_ROOT, 0.005),
            new Feature("faint_floating_share", Scale.SQUARE_ROOT, 0.004),
            new Feature("steady_share", Scale.SQUARE_ROOT, 0.01),
            new Feature("near_ground_intensity", Scale.SQUARE_ROOT, 0.005),
            new Feature("far_ground_intensity", Scale.SQUARE_ROOT, 0.005),
            new Feature("lane_height_metres", Scale.LINEAR, 0.008),
            new Feature("range_offset_metres", Scale.LINEAR, 0.01),
            new Feature("brightness", Scale.LINEAR, 0.02),
            new Feature("contrast", Scale.LINEAR, 0.02),
            new Feature("sharpness", Scale.LOGARITHM, 0.05),
            new Feature("dark_share", Scale.SQUARE_ROOT, 0.02),
            new Feature("bright_share", Scale.SQUARE_ROOT, 0.02),
            new Feature(POOLED, Scale.LOGARITHM, 0.05)));

    private FrameFeatures() {}

    private enum Scale {
        LINEAR,
        LOGARITHM,
        SQUARE_ROOT
    }

    private record Feature(String name, Scale scale, double leastSpread) {
        double scaled(double value) {
            return switch (scale) {
                case LINEAR -> value;
                case LOGARITHM -> Math.log(Math.max(value, LEAST_LOGARITHM_OF));
                case SQUARE_ROOT -> Math.sqrt(Math.max(value, 0));
            };
        }

        double raw(double scaled) {
            return switch (scale) {
                case LINEAR -> scaled;
                case LOGARITHM -> Math.exp(scaled);
                case SQUARE_ROOT -> Math.pow(Math.max(scaled, 0), 2);
            };
        }
    }

    private static Map<String, Feature> table(List<Feature> features) {
        Map<String, Feature> table = new LinkedHashMap<>();
        features.forEach(feature -> table.put(feature.name(), feature));
        return Collections.unmodifiableMap(table);
    }

    /** The features of a frame by name, every value finite; a statistic that the frame does not have is left out. */
    public static SortedMap<String, Double> of(Perception perception) {
        SortedMap<String, Double> features = new TreeMap<>();
        for (EntropyProfile.Block block : perception.rankProfile().blocks()) {
            for (int i = 0; i < block.layers().size(); i++) {
                features.put(LAYER + block.layers().get(i), block.entropies().get(i));
            }
        }
        perception.statistics().forEach((name, value) -> {
            Feature feature = STATISTICS.get(name);
            if (feature != null) {
                features.put(name, feature.scaled(value));
            }
        });
        return features;
    }

    /** The same, with {@link #POOLED} where the network pools channels and it is known what they usually are. */
    public static SortedMap<String, Double> of(Perception perception, @Nullable PooledBaseline usual) {
        SortedMap<String, Double> features = of(perception);
        if (usual != null && !perception.pooled().isEmpty()) {
            features.put(POOLED, pooled(usual.distance(perception.pooled())));
        }
        return features;
    }

    /** {@link PooledBaseline#distance} on the scale of the feature. */
    public static double pooled(double distance) {
        return Objects.requireNonNull(STATISTICS.get(POOLED)).scaled(distance);
    }

    /** The value that a person knows: the statistic itself, in the unit of its name; a share is one from 0 to 1. */
    public static double raw(String name, double scaled) {
        Feature feature = STATISTICS.get(name);
        double value = feature == null ? scaled : feature.raw(scaled);
        return name.endsWith("_share") ? Math.max(0, Math.min(1, value)) : value;
    }

    /** Whether it says what the frame is like without any network: a guard rail. */
    public static boolean isStatistic(String name) {
        return !name.startsWith(LAYER) && !name.equals(POOLED);
    }

    /** The least spread to believe in, however alike the frames were. */
    public static double leastSpread(String name) {
        Feature feature = STATISTICS.get(name);
        return feature == null ? LEAST_LAYER_SPREAD : feature.leastSpread();
    }
}
