package org.fogbell.models.zeroshot;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Perception;

/**
 * The features of LiDAR sweeps: the entropy rank profile and the statistics of a frame's perception, whatever statistics
 * there are, and the shape of its points. They are the frame's own, not differences from the sensor's clean frames: a
 * classifier fits sensors of the type that its references came from.
 */
public final class LidarFeatures {
    private static final String VERSION = "sweep-4";

    /** What the names of the physical statistics begin with. */
    static final String STATISTIC = "statistic.";

    /** Statistics that some sweeps do not have, such as those of far points in dense fog: then they count as 0. */
    private static final List<String> SOMETIMES = List.of(
            "sector_evenness",
            "elevation_evenness",
            "empty_elevation_share",
            "isolated_share",
            "near_intensity",
            "far_intensity",
            "roughness_metres",
            "spike_share",
            "ground_share",
            "below_ground_share",
            "ground_height_metres",
            "ground_slope_ahead",
            "ground_slope_aside",
            "ground_residual_metres",
            "rings",
            "hole_share",
            "lost_azimuth_share",
            "dark_patch_share",
            "thin_share",
            "faint_floating_share",
            "steady_share",
            "near_ground_intensity",
            "far_ground_intensity",
            "lane_height_metres",
            "range_offset_metres",
            "dim_side_ratio");

    private final String source;

    /** @param network the bundle whose perceptions are used */
    public LidarFeatures(BundleManifest network) {
        this.source = VERSION + " with network " + network.name() + " " + network.digest();
    }

    /** See {@link FeatureVector#source}. */
    public String source() {
        return source;
    }

    /** Of a sweep and what the network made of it; without values where the sweep is blind. Any thread. */
    public FeatureVector of(PointCloud sweep, Perception perception) {
        SortedMap<String, Double> values = new TreeMap<>();
        if (!perception.blind()) {
            values.putAll(SweepFeatures.of(sweep));
            SOMETIMES.forEach(name -> values.put(STATISTIC + name, 0.0));
            perception.statistics().forEach((name, value) -> values.put(STATISTIC + name, value));
            double[] ranks = perception.rankProfile().entropies();
            for (int layer = 0; layer < ranks.length; layer++) {
                values.put(String.format(Locale.ROOT, "rank.%03d", layer), ranks[layer]);
            }
        }
        return new FeatureVector(source, values);
    }
}
