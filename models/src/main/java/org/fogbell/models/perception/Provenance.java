package org.fogbell.models.perception;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model's birth certificate.
 *
 * @param madeBy program or command that made the network
 * @param seed of everything random in it
 * @param trained whether the weights were learned; random weights are called untrained wherever they are shown
 * @param dataDigests SHA-256 of the data it was made from, by name
 * @param versions of the libraries it was made with, by name
 * @param metrics what it reached when it was made, by name
 */
public record Provenance(
        String madeBy,
        long seed,
        boolean trained,
        SortedMap<String, String> dataDigests,
        SortedMap<String, String> versions,
        SortedMap<String, Double> metrics) {
    public Provenance {
        dataDigests = sorted(dataDigests);
        versions = sorted(versions);
        metrics = sorted(metrics);
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
