package org.fogbell.models.zeroshot;

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
    private static final String VERSION = "sweep-1";

    /** What the names of the physical statistics begin with. */
    static final String STATISTIC = "statistic.";

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
            perception.statistics().forEach((name, value) -> values.put(STATISTIC + name, value));
            double[] ranks = perception.rankProfile().entropies();
            for (int layer = 0; layer < ranks.length; layer++) {
                values.put(String.format(Locale.ROOT, "rank.%03d", layer), ranks[layer]);
            }
        }
        return new FeatureVector(source, values);
    }
}
