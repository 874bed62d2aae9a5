package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import org.fogbell.models.training.Constant;

/**
 * The cross-entropy of what a student says at a temperature against what it should, averaged over images, less the entropy
 * of what it says of all images together, so that it goes on telling them apart by all prototypes.
 *
 * @param temperature above 0, above that of the targets
 * @param diversity the weight of the entropy, at least 0
 */
/*
 * With student p = softmax(s / temperature) and target q, over a batch:
 *
 *   mean(-sum(q ln p)) + diversity sum(m ln m),  m = mean(p)
 *
 * The second term is from Assran et al., Masked Siamese networks, arXiv 2204.07141. Centring alone left four
 * prototypes in use after 150 steps on simulated roads: by day, at dusk, at night, and in fog.
 */
record DistillationLoss(double temperature, double diversity) {
    private static final double LEAST = 1e-9;

    DistillationLoss {
        if (!(temperature > 0) || !(diversity >= 0)) {
            throw new IllegalArgumentException("expected a temperature above 0 and a diversity of at least 0, got "
                    + temperature + " and " + diversity);
        }
    }

    /** A scalar. Both are images x prototypes; the targets' rows have the sum 1. */
    NDArray of(NDArray logits, NDArray targets) {
        NDArray likelihoods =
                logits.mul(Constant.beside(logits, 1 / temperature)).logSoftmax(-1);
        NDArray share = Constant.beside(logits, -1.0 / logits.getShape().get(0));
        NDArray mean = likelihoods.exp().mean(new int[] {0});
        NDArray sameness = mean.mul(mean.add(LEAST).log()).sum();
        return likelihoods.mul(targets).sum().mul(share).add(sameness.mul(Constant.beside(sameness, diversity)));
    }
}
