package org.fogbell.models.zeroshot;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named numbers that describe one frame.
 *
 * @param source what they were computed by, down to its version and network: vectors compare only within one source
 * @param values sorted by name, finite; none where the frame shows nothing to describe
 */
public record FeatureVector(String source, SortedMap<String, Double> values) {
    public FeatureVector {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        for (Map.Entry<String, Double> each : values.entrySet()) {
            if (!Double.isFinite(each.getValue())) {
                throw new IllegalArgumentException(
                        "feature '" + each.getKey() + "': expected a finite number, got " + each.getValue());
            }
        }
    }
}
