package org.fogbell.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.LayerEntropy;

/**
 * A loss on the entropies along a network's blocks, the differentiable counterpart of {@link Eloss} and
 * {@link LayerEntropy} for training. Added to a detector's own loss it asks that information changes evenly from layer to
 * layer (arXiv 2409.00839).
 *
 * @param entropy RADIUS, LOG_RADIUS or RENYI2
 * @param varianceWeight of the published term: the unbiased variance of the entropy steps inside a block
 * @param directionWeight of the sum of the rises, max(0, step): 0 where entropy only falls from layer to layer
 */
/*
 * Each layer of a batch takes one centred Gram matrix a frame and one selection of the k-th smallest a row, for all
 * channels at once. With s_i the squared distance of channel i to its k-th nearest other channel:
 *
 *   - a row holds the channel itself at distance 0, so the (k+1)-th smallest of the whole row is the k-th of the others;
 *   - distances do not change when all channels are shifted, so no gradient flows through the mean channel there;
 *   - distances below the floor count as 0, as they do in scoring, and give no gradient. The square root then never sees
 *     0, where its derivative is infinite.
 */
public record EntropyLoss(LayerEntropy entropy, double varianceWeight, double directionWeight) {
    /** As in scoring: {@code ChannelGram.RELATIVE_FLOOR} and {@code LayerEntropy.MIN_RADIUS}. */
    private static final double RELATIVE_FLOOR = 1e-6;

    private static final double MIN_SQUARED_RADIUS = 1e-12;

    public EntropyLoss {
        if (entropy != LayerEntropy.RADIUS && entropy != LayerEntropy.LOG_RADIUS && entropy != LayerEntropy.RENYI2) {
            throw new IllegalArgumentException("expected RADIUS, LOG_RADIUS or RENYI2 to train with, got " + entropy);
        }
        if (!(varianceWeight >= 0 && directionWeight >= 0 && varianceWeight + directionWeight < 1e9)) {
            throw new IllegalArgumentException(
                    "expected weights of at least 0, got " + varianceWeight + " and " + directionWeight);
        }
    }

    /** The published loss: the variance of RADIUS entropies, without a term for the direction. */
    public static EntropyLoss published(double weight) {
        return new EntropyLoss(LayerEntropy.RADIUS, weight, 0);
    }

    /**
     * The loss of a batch: of each frame alone, then the mean over the frames. A scalar on the device of the features.
     *
     * @param blocks of each block its layers' outputs in turn, frames x channels x positions..., all of one shape
     * @throws IllegalArgumentException when there is no block, or a block has fewer than three layers
     */
    public NDArray of(List<NDList> blocks) {
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("an entropy loss needs at least one block");
        }
        NDList losses = new NDList();
        for (NDList block : blocks) {
            losses.add(ofBlock(block));
        }
        return NDArrays.stack(losses).sum(new int[] {0}).mean();
    }

    /** One value a frame. */
    private NDArray ofBlock(NDList layers) {
        if (layers.size() < Eloss.MIN_LAYERS) {
            throw new IllegalArgumentException(
                    "a block of " + layers.size() + " layers: a variance of steps needs at least " + Eloss.MIN_LAYERS);
        }
        NDList steps = new NDList();
        NDArray previous = entropies(layers.get(0));
        for (NDArray layer : layers.subList(1, layers.size())) {
            NDArray next = entropies(layer);
            steps.add(next.sub(previous));
            previous = next;
        }
        NDArray all = NDArrays.stack(steps);
        NDArray scatter = all.sub(all.mean(new int[] {0}, true)).square().sum(new int[] {0});
        NDArray rises = all.maximum(Constant.beside(all, 0)).sum(new int[] {0});
        return scatter.mul(Constant.beside(scatter, varianceWeight / (steps.size() - 1)))
                .add(rises.mul(Constant.beside(rises, directionWeight)));
    }

    /**
     * The entropies of one layer, one a frame; the values of {@link LayerEntropy#of(float[], int, int, int)}.
     *
     * @param features frames x channels x positions...
     */
    NDArray entropies(NDArray features) {
        Shape shape = features.getShape();
        NDArray channels = features.reshape(shape.get(0), shape.get(1), -1);
        NDArray mean = channels.mean(new int[] {1}, true);
        if (entropy == LayerEntropy.RENYI2) {
            return renyi2(gram(channels.sub(mean)));
        }
        NDArray squared = kthNearestSquared(gram(channels.sub(mean.stopGradient())));
        return entropy == LayerEntropy.RADIUS ? radius(squared) : logRadius(squared);
    }

    /**
     * The product of a matrix with its own transpose. The gradient (D + D')X takes one product of full size where two
     * would be taken by themselves: the right factor stands still, and the small result is made to pass on D + D'.
     */
    private static NDArray gram(NDArray centred) {
        NDArray half = centred.matMul(centred.stopGradient().transpose(0, 2, 1));
        return half.add(half.transpose(0, 2, 1)).sub(half.stopGradient());
    }

    /** Frames x channels; what counts as 0 is exactly 0 and gives no gradient. */
    private static NDArray kthNearestSquared(NDArray gram) {
        int channels = Math.toIntExact(gram.getShape().get(1));
        int k = Math.max(1, channels / 10);
        NDArray norms = gram.diagonal(0, 1, 2);
        NDArray squared = norms.expandDims(2).add(norms.expandDims(1)).sub(gram.add(gram));
        NDArray kth = squared.topK(k + 1, 2, false, true).get(0).get(":, :, " + k);
        NDArray floor = norms.mean(new int[] {1}, true).stopGradient().mul(RELATIVE_FLOOR);
        return kth.mul(kth.gte(floor).toType(kth.getDataType(), false));
    }

    /** ln(1 + sum of the radii). */
    private static NDArray radius(NDArray squared) {
        NDArray zeros = squared.eq(0).toType(squared.getDataType(), false);
        return squared.add(zeros).sqrt().sub(zeros).sum(new int[] {1}).add(1).log();
    }

    /** Mean of the logarithms of the radii. */
    private static NDArray logRadius(NDArray squared) {
        NDArray mean = squared.maximum(Constant.beside(squared, MIN_SQUARED_RADIUS))
                .log()
                .mean(new int[] {1});
        return mean.mul(Constant.beside(mean, 0.5));
    }

    /** -ln of the squared norm of the matrix of trace 1; of a map without any difference between channels 0. */
    private static NDArray renyi2(NDArray gram) {
        NDArray trace = gram.diagonal(0, 1, 2).sum(new int[] {1});
        NDArray zero = trace.eq(0).toType(trace.getDataType(), false);
        NDArray squares = gram.square().sum(new int[] {1}).sum(new int[] {1});
        NDArray lnTrace = trace.add(zero).log();
        return lnTrace.add(lnTrace).sub(squares.add(zero).log());
    }
}
