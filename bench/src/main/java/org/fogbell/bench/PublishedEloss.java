package org.fogbell.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.Offline;

/**
 * The entropy of a feature map the way its paper's code is described to compute it (arXiv 2302.00986): a loop over the
 * channels, each with its distances to all of them, sorted whole. What the project's own ways are measured against.
 */
final class PublishedEloss implements AutoCloseable {
    private final NDManager manager = Offline.engine(BundleManifest.PYTORCH, 1).newBaseManager();

    /** {@code ln(1 + sum r_i)} in nats, of channels in rows of so many positions. One PyTorch thread, this one. */
    double entropy(float[] features, int channels, int positions) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray map = scope.create(features, new Shape(channels, positions));
            int neighbour = ChannelGram.neighbour(channels);
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                try (NDManager step = scope.newSubManager()) {
                    NDArray row = map.get(channel);
                    row.attach(step);
                    NDArray difference = map.sub(row);
                    difference.attach(step);
                    NDArray distances = difference.square().sum(new int[] {1}).sqrt();
                    // The nearest is the channel itself, at 0.
                    sum += distances.sort().getFloat(neighbour);
                }
            }
            return Math.log1p(sum);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
