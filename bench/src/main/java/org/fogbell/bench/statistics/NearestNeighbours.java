package org.fogbell.bench.statistics;

import java.util.List;
import org.fogbell.models.eloss.Vectors;

/** Distance to the k-th nearest of known clean vectors (Sun et al., ICML 2022), or to the furthest where there are fewer. */
public record NearestNeighbours(List<double[]> known, int k) {
    public NearestNeighbours {
        known = List.copyOf(known);
        if (known.isEmpty() || k < 1) {
            throw new IllegalArgumentException(
                    "expected a known vector and a k of at least 1, got " + known.size() + " and " + k);
        }
    }

    public double distance(double[] vector) {
        double[] distances = known.stream()
                .mapToDouble(other -> Vectors.distance(vector, other))
                .sorted()
                .toArray();
        return distances[Math.min(k, distances.length) - 1];
    }
}
