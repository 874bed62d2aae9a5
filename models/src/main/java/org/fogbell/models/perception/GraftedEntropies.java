package org.fogbell.models.perception;

/**
 * Where a network that computes its layers' entropies itself puts them out: two tensors of frames x layers, layers in the
 * order in which the bundle's blocks list them.
 *
 * @param entropies name of the output of the bundle's kind of entropy
 * @param ranks name of the output of the {@link org.fogbell.models.eloss.LayerEntropy#RENYI2} entropies; may be the same
 * @param minLayers how few layers a block may have: fewer than {@link org.fogbell.models.eloss.Eloss#MIN_LAYERS} only
 *     where someone insisted
 * @param batches whether one run of the network takes any number of frames; otherwise it takes one
 */
public record GraftedEntropies(String entropies, String ranks, int minLayers, boolean batches) {
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
}
