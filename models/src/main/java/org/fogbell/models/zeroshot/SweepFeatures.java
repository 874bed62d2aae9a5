package org.fogbell.models.zeroshot;

import java.util.Map;
import java.util.TreeMap;
import org.fogbell.models.frame.PointCloud;

/** What the points of one sweep say about weather and faults, as named numbers; all finite. */
final class SweepFeatures {
    private SweepFeatures() {}

    /** Sorted by name. The same names for every sweep. */
    static Map<String, Double> of(PointCloud cloud) {
        PolarSweep sweep = new PolarSweep(cloud);
        Map<String, Double> features = new TreeMap<>();
        EchoFeatures.add(sweep, features);
        LineFeatures.add(sweep, features);
        PoseFeatures.add(sweep, features);
        WindowFeatures.add(sweep, features);
        return features;
    }

    /** The logarithm of a share, with half a thing more, so that nothing at all is finite too. */
    static double lnShare(int part, int whole) {
        return Math.log((part + 0.5) / (whole + 1.0));
    }
}
