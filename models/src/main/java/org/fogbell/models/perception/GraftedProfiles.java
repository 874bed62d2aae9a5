package org.fogbell.models.perception;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fogbell.models.eloss.EntropyProfile;

/**
 * The entropies of a batch as a grafted network puts them out.
 *
 * @param values frames x layers, the layers of all blocks in turn
 */
record GraftedProfiles(List<FeatureBlock> blocks, int frames, float[] values) {
    /** Reads one output of the network. */
    static GraftedProfiles of(List<FeatureBlock> blocks, String name, Map<String, NDArray> outputs) {
        int layers = blocks.stream().mapToInt(block -> block.layers().size()).sum();
        NDArray output = outputs.get(name);
        if (output == null
                || output.getShape().dimension() != 2
                || output.getShape().get(1) != layers) {
            throw new MismatchedNetworkException("the bundle's entropies are the output '" + name
                    + "' of shape frames x " + layers + " layers, but the network puts out "
                    + (output == null ? "none of that name" : output.getShape()));
        }
        float[] values = new float[Math.toIntExact(output.getShape().size())];
        output.toByteBuffer().asFloatBuffer().get(values);
        return new GraftedProfiles(blocks, values.length / layers, values);
    }

    /**
     * The profile of one frame.
     *
     * @throws IllegalArgumentException naming the layer when one is not finite, as its feature map then was not
     */
    EntropyProfile profile(int frame) {
        int at = frame * (values.length / frames);
        List<EntropyProfile.Block> profile = new ArrayList<>();
        for (FeatureBlock block : blocks) {
            List<Double> entropies = new ArrayList<>();
            for (String layer : block.layers()) {
                float value = values[at++];
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "the feature map of layer '" + layer + "' has values that are not finite");
                }
                entropies.add((double) value);
            }
            profile.add(new EntropyProfile.Block(block.name(), block.layers(), entropies));
        }
        return new EntropyProfile(profile);
    }
}
