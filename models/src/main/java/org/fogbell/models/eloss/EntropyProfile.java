package org.fogbell.models.eloss;

import java.util.Arrays;
import java.util.List;

/**
 * The entropies of one frame along the network: block by block, layer by layer, in the order in which the layers run.
 * Profiles compare only when one model made both.
 */
public record EntropyProfile(List<Block> blocks) {
    public EntropyProfile {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a profile has at least one block");
        }
    }

    /**
     * A run of layers of the same shape.
     *
     * @param name what the model's bundle calls the block
     * @param layers names of the layers' outputs, first layer first
     * @param entropies one finite value a layer, in nats
     */
    public record Block(String name, List<String> layers, List<Double> entropies) {
        public Block {
            layers = List.copyOf(layers);
            entropies = List.copyOf(entropies);
            if (layers.size() != entropies.size()) {
                throw new IllegalArgumentException(
                        "block '" + name + "' has " + layers.size() + " layers but " + entropies.size() + " entropies");
            }
        }

        /** H[l+1] - H[l] of neighbouring layers: one value fewer than layers. */
        public double[] steps() {
            double[] steps = new double[Math.max(0, entropies.size() - 1)];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = entropies.get(i + 1) - entropies.get(i);
            }
            return steps;
        }
    }

    /** The entropies of all blocks in turn. */
    public double[] entropies() {
        return blocks.stream()
                .flatMap(block -> block.entropies().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The steps of all blocks in turn; none leads from one block into the next. */
    public double[] steps() {
        return blocks.stream()
                .flatMapToDouble(block -> Arrays.stream(block.steps()))
                .toArray();
    }
}
