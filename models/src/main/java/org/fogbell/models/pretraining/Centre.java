package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

/**
 * Makes what a teacher says into what its student should: without the mean of what it has said before, so that no prototype
 * wins everywhere, and sharpened, so that not all are equal. The two together keep the student from answering the same
 * to every image.
 */
/*
 * Caron et al., Emerging properties in self-supervised vision transformers, arXiv 2104.14294: with logits t of a batch,
 *
 *   target = softmax((t - c) / temperature),  then  c = m c + (1 - m) mean(t)
 */
final class Centre implements AutoCloseable {
    private final NDArray centre;
    private final double momentum;
    private final double temperature;

    /**
     * @param momentum 0..1: what is left of the centre after each batch
     * @param temperature above 0
     */
    Centre(NDManager manager, int prototypes, double momentum, double temperature) {
        if (!(momentum >= 0 && momentum <= 1) || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "expected a momentum of 0..1 and a temperature above 0, got " + momentum + " and " + temperature);
        }
        this.centre = manager.zeros(new Shape(1, prototypes));
        this.momentum = momentum;
        this.temperature = temperature;
    }

    /** Images x prototypes, each row of sum 1; no gradients go through it. */
    NDArray targets(NDArray logits) {
        return logits.sub(centre).div(temperature).softmax(-1);
    }

    void update(NDArray logits) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            centre.muli(momentum).addi(logits.mean(new int[] {0}, true).mul(1 - momentum));
        }
    }

    float[] values() {
        return centre.toFloatArray();
    }

    @Override
    public void close() {
        centre.close();
    }
}
