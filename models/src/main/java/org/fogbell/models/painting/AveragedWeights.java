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
    /** What is remembered of a whole training: less and the average trembles, more and it holds what was unlearnt. */
    private static final double MEMORY = 1.0 / 12;

    private final NDManager manager;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> averages = new ArrayList<>();
    private final double longest;
    private int steps;

    /**
     * The averages live as long as the manager.
     *
     * @param all steps of the training
     */
    AveragedWeights(NDManager manager, Block network, int all) {
        this.manager = manager;
        this.longest = 1 - 1 / Math.max(1, MEMORY * all);
        for (Parameter parameter : network.getParameters().values()) {
            NDArray array = parameter.getArray();
            weights.add(array);
            averages.add(manager.zeros(array.getShape()));
        }
    }

    /** To be called after each step. */
    void add() {
        steps++;
        double share = Math.min(longest, (steps - 1.0) / (steps + 9.0));
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray kept = manager.create(share);
            NDArray taken = manager.create(1 - share);
            for (int i = 0; i < weights.size(); i++) {
                averages.get(i).muli(kept).addi(weights.get(i).mul(taken));
            }
        }
    }

    /** Makes the averages the weights of another network of the same kind, wherever that lies. */
    void copyTo(Block network) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<Parameter> parameters = network.getParameters().values();
            for (int i = 0; i < averages.size(); i++) {
                NDArray array = parameters.get(i).getArray();
                array.subi(array).addi(averages.get(i).toDevice(array.getDevice(), false));
            }
        }
    }
}
