package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import org.fogbell.models.training.Constant;

/** The layers that the networks are made of, and what stands between them. */
final class Layers {
    private static final int INTERPOLATE_NEAREST = 0;

    private Layers() {}

    static Conv2d convolution(int width, int kernel, int stride, int border) {
        return Conv2d.builder()
                .setFilters(width)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(border, border))
                .build();
    }

    static Linear linear(int width) {
        return Linear.builder().setUnits(width).build();
    }

    /** Begins with weights of 0, so that what it is added to is at first left as it is. */
    static <T extends Block> T silent(T layer) {
        layer.setInitializer(new ConstantInitializer(0), Parameter.Type.WEIGHT);
        return layer;
    }

    static NDArray run(Block layer, ParameterStore parameters, NDArray input, boolean training) {
        return layer.forward(parameters, new NDList(input), training).singletonOrThrow();
    }

    // Not DJL's swish, which multiplies by a number: see Constant.
    static NDArray silu(NDArray input) {
        return Activation.sigmoid(input).mul(input);
    }

    /** Each cell twice in both directions. */
    static NDArray twice(NDArray maps) {
        Shape shape = maps.getShape();
        return maps.getNDArrayInternal()
                .interpolation(new long[] {2 * shape.get(2), 2 * shape.get(3)}, INTERPOLATE_NEAREST, false);
    }

    /** What each position of {@code queries} [N, P, width] takes from all of {@code values} [N, K, width]. */
    static NDArray attention(NDArray queries, NDArray keys, NDArray values, NDArray addedToScores) {
        NDArray scores = scores(queries, keys).add(addedToScores);
        return scores.softmax(-1).batchMatMul(values);
    }

    static NDArray attention(NDArray queries, NDArray keys, NDArray values) {
        return scores(queries, keys).softmax(-1).batchMatMul(values);
    }

    private static NDArray scores(NDArray queries, NDArray keys) {
        double width = queries.getShape().get(2);
        NDArray likeness = queries.batchMatMul(keys.transpose(0, 2, 1));
        return likeness.mul(Constant.beside(likeness, 1 / Math.sqrt(width)));
    }
}
