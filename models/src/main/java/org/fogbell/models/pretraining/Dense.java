package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/** A linear map of the last axis, with a bias. */
record Dense(Parameter weight, Parameter bias) {
    static Dense of(String name, int inputs, int outputs) {
        return new Dense(
                Weights.matrix(name + "Weight", inputs, outputs),
                Weights.vector(name + "Bias", Parameter.Type.BIAS, outputs));
    }

    NDArray apply(NDArray tokens) {
        return tokens.matMul(weight.getArray()).add(bias.getArray());
    }
}
