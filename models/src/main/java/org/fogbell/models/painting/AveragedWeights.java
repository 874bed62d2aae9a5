package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/** What a network's weights were in its last steps, on average: steadier than what they are after any one of them. */
/* An exponential average, whose memory grows with the steps until it is as long as it may be (arXiv 2006.11239, appendix B). */
final class AveragedWeights {
    private static final double LONGEST = 0.995;

    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> averages = new ArrayList<>();
    private int steps;

    /** The averages live as long as the manager. */
    AveragedWeights(NDManager manager, Block network) {
        for (Parameter parameter : network.getParameters().values()) {
            NDArray array = parameter.getArray();
            weights.add(array);
            averages.add(manager.zeros(array.getShape()));
        }
    }

    /** To be called after each step. */
    void add() {
        steps++;
        double kept = Math.min(LONGEST, (steps - 1.0) / (steps + 9.0));
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            for (int i = 0; i < weights.size(); i++) {
                averages.get(i).muli(kept).addi(weights.get(i).mul(1 - kept));
            }
        }
    }

    /** Makes the averages the network's weights. */
    void use() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            for (int i = 0; i < weights.size(); i++) {
                NDArray array = weights.get(i);
                array.subi(array.sub(averages.get(i)));
            }
        }
    }
}
