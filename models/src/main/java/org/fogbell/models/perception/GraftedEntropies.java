package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a network that computes its layers' entropies itself puts them out: two tensors of frames x layers, layers in the
 * order in which the bundle's blocks list them.
 *
 * @param entropies name of the output of the bundle's kind of entropy
 * @param ranks name of the output of the {@link org.fogbell.models.eloss.LayerEntropy#RENYI2} entropies; may be the same
 * @param minLayers how few layers a block may have: fewer than {@link org.fogbell.models.eloss.Eloss#MIN_LAYERS} only
 *     where someone insisted
 * @param batches whether one run of the network takes any number of frames; otherwise it takes one
 * @param pooled name of the output of the mean of each channel, frames x channels, of the last layer of each block, or of the last blocks;
 *     null, and then absent from the file, where the network pools none
 */
public record GraftedEntropies(
        String entropies,
        String ranks,
        int minLayers,
        boolean batches,

        @JacksonInject(value = BundleManifest.ABSENT, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String pooled) {
    /** A block of one layer would have no step at all. */
    public static final int FEWEST_LAYERS = 2;

    public GraftedEntropies {
        if (entropies.isEmpty() || ranks.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the names of two outputs, got '" + entropies + "' and '" + ranks + "'");
        }
        if (minLayers < FEWEST_LAYERS) {
            throw new IllegalArgumentException(
                    "min layers " + minLayers + ", expected at least " + FEWEST_LAYERS + ": one layer makes no step");
        }
    }

    /** Of a network that pools nothing. */
    public GraftedEntropies(String entropies, String ranks, int minLayers, boolean batches) {
        this(entropies, ranks, minLayers, batches, null);
    }
}
