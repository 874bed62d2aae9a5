package org.fogbell.models.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.function.UnaryOperator;

/** The engine that trains, on one thread, started without the network. */
final class PyTorch {
    private PyTorch() {}

    static NDManager newManager() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        return NDManager.newBaseManager("PyTorch");
    }

    /** The gradient of a scalar function at a point. */
    static NDArray gradient(NDArray at, UnaryOperator<NDArray> function) {
        at.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(function.apply(at));
        }
        NDArray gradient = at.getGradient().duplicate();
        at.setRequiresGradient(false);
        return gradient;
    }
}
