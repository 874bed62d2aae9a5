package org.fogbell.models.pretraining;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.TruncatedNormalInitializer;

/** Parameters with their first values: weights are small and random, and all else is neutral. */
final class Weights {
    private static final float SPREAD = 0.02f;

    private Weights() {}

    /** Rows are inputs, columns are outputs. */
    static Parameter matrix(String name, long inputs, long outputs) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(inputs, outputs))
                .optInitializer(
                        new TruncatedNormalInitializer((float) Math.max(SPREAD, 0.5 / Math.sqrt((double) inputs))))
                .build();
    }

    /** Of each token, as many numbers; weight decay leaves them alone. */
    static Parameter positions(String name, long tokens, long width) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(tokens, width))
                .optInitializer(new TruncatedNormalInitializer(SPREAD))
                .build();
    }

    /** A bias, a scale or a shift. */
    static Parameter vector(String name, Parameter.Type type, long size) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(size))
                .build();
    }
}
