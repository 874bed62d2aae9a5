package org.fogbell.models.perception;

import java.util.HashSet;
import java.util.List;

/**
 * A compression block of a network: layers whose outputs have one shape, in the order in which they run.
 *
 * @param layers names of the network's outputs
 */
public record FeatureBlock(String name, List<String> layers) {
    public FeatureBlock {
        layers = List.copyOf(layers);
        if (new HashSet<>(layers).size() < layers.size()) {
            throw new IllegalArgumentException("block '" + name + "' names a layer twice: " + layers);
        }
    }
}
