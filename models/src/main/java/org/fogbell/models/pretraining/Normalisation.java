package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** Layer normalisation over the last axis. Source: Ba, Kiros, Hinton, arXiv 1607.06450. */
record Normalisation(Parameter scale, Parameter shift) {
    static final float EPSILON = 1e-6f;

    static Normalisation of(String name, int width) {
        return new Normalisation(
                Weights.vector(name + "Scale", Parameter.Type.GAMMA, width),
                Weights.vector(name + "Shift", Parameter.Type.BETA, width));
    }

    NDArray apply(NDArray tokens) {
        return tokens.getNDArrayInternal()
                .layerNorm(tokens, new Shape(scale.getShape().get(0)), scale.getArray(), shift.getArray(), EPSILON)
                .singletonOrThrow();
    }
}
