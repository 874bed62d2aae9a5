package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.List;

/**
 * How near a class token is to each of a number of learned prototypes: the cosine, after three dense maps. Needed while
 * training alone.
 */
record ProjectionHead(Dense widened, Dense mixed, Dense narrowed, Parameter prototypes) {
    private static final int HIDDEN = 256;
    private static final int BOTTLENECK = 64;
    private static final double LEAST = 1e-8;

    static ProjectionHead of(int width, int prototypes) {
        return new ProjectionHead(
                Dense.of("headWidened", width, HIDDEN),
                Dense.of("headMixed", HIDDEN, HIDDEN),
                Dense.of("headNarrowed", HIDDEN, BOTTLENECK),
                Weights.matrix("prototypes", BOTTLENECK, prototypes));
    }

    /** Images x prototypes, -1..1. */
    NDArray apply(NDArray classTokens) {
        NDArray wide = widened.apply(classTokens).getNDArrayInternal().gelu();
        NDArray narrow = narrowed.apply(mixed.apply(wide).getNDArrayInternal().gelu());
        return unit(narrow, 1).matMul(unit(prototypes.getArray(), 0));
    }

    private static NDArray unit(NDArray vectors, int axis) {
        return vectors.div(
                vectors.square().sum(new int[] {axis}, true).add(LEAST).sqrt());
    }

    List<Parameter> parameters() {
        return List.of(
                widened.weight(),
                widened.bias(),
                mixed.weight(),
                mixed.bias(),
                narrowed.weight(),
                narrowed.bias(),
                prototypes);
    }
}
