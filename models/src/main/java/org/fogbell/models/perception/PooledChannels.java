package org.fogbell.models.perception;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the means of channels that a grafted network puts out. */
final class PooledChannels {
    private PooledChannels() {}

    /** Of each frame, in order; empty lists where the network pools none. */
    static List<List<Double>> of(GraftedEntropies graft, Map<String, NDArray> outputs, int frames) {
        List<List<Double>> pooled = new ArrayList<>();
        String name = graft.pooled();
        if (name == null) {
            for (int frame = 0; frame < frames; frame++) {
                pooled.add(List.of());
            }
            return pooled;
        }
        NDArray output = outputs.get(name);
        if (output == null
                || output.getShape().dimension() != 2
                || output.getShape().get(0) != frames) {
            throw new MismatchedNetworkException("the bundle's pooled channels are the output '" + name
                    + "' of shape " + frames + " frames x channels, but the network puts out "
                    + (output == null ? "none of that name" : output.getShape()));
        }
        FloatBuffer values = output.toByteBuffer().asFloatBuffer();
        int channels = Math.toIntExact(output.getShape().get(1));
        for (int frame = 0; frame < frames; frame++) {
            List<Double> means = new ArrayList<>();
            for (int channel = 0; channel < channels; channel++) {
                means.add((double) values.get(frame * channels + channel));
            }
            pooled.add(means);
        }
        return pooled;
    }
}
