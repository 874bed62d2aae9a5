package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.fogbell.models.perception.BundleManifest;
import org.junit.jupiter.api.Test;

class DistillationLossITCase {
    private static final double[][] LOGITS = {{0.5, -0.25, 0.125}, {0.3, 0.4, -0.9}};
    private static final double[][] TARGETS = {{0.7, 0.2, 0.1}, {0, 1, 0}};

    @Test
    void isTheMeanCrossEntropyWithItsGradient() {
        isLossAndGradient(0);
    }

    @Test
    void isLessTheEntropyOfAllImagesTogetherWithItsGradient() {
        isLossAndGradient(1.5);
    }

    /*
     * With p the shares of a row, m their mean over n rows and t the temperature: the entropy's part of the loss is w sum(m ln m), and
     * its gradient in a row's logit k is w p_k (ln m_k - sum_j(p_j ln m_j)) / (n t).
     */
    private static void isLossAndGradient(double diversity) {
        double temperature = 0.1;
        double[][] share = new double[2][3];
        double[] mean = new double[3];
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (double logit : LOGITS[row]) {
                sum += Math.exp(logit / temperature);
            }
            for (int k = 0; k < 3; k++) {
                share[row][k] = Math.exp(LOGITS[row][k] / temperature) / sum;
                mean[k] += share[row][k] / 2;
            }
        }
        double loss = 0;
        double[][] gradient = new double[2][3];
        for (int row = 0; row < 2; row++) {
            double usual = 0;
            for (int k = 0; k < 3; k++) {
                usual += share[row][k] * Math.log(mean[k]);
            }
            for (int k = 0; k < 3; k++) {
                loss -= TARGETS[row][k] * Math.log(share[row][k]) / 2;
                loss += diversity * share[row][k] / 2 * Math.log(mean[k]);
                gradient[row][k] = (share[row][k] - TARGETS[row][k]) / temperature / 2
                        + diversity * share[row][k] * (Math.log(mean[k]) - usual) / temperature / 2;
            }
        }
        try (NDManager manager = Tiny.newManager()) {
            NDArray logits = floats(manager, LOGITS);
            logits.setRequiresGradient(true);
            try (GradientCollector collector =
                    Engine.getEngine(BundleManifest.PYTORCH).newGradientCollector()) {
                NDArray computed = new DistillationLoss(temperature, diversity).of(logits, floats(manager, TARGETS));
                assertThat((double) computed.getFloat()).isCloseTo(loss, within(1e-5));
                collector.backward(computed);
            }
            float[] left = logits.getGradient().toFloatArray();
            for (int i = 0; i < left.length; i++) {
                assertThat((double) left[i]).isCloseTo(gradient[i / 3][i % 3], within(1e-5));
            }
        }
    }

    @Test
    void refusesATemperatureOfZero() {
        assertThatThrownBy(() -> new DistillationLoss(0, 1)).hasMessageContaining("got 0.0 and 1.0");
    }

    private static NDArray floats(NDManager manager, double[][] values) {
        float[][] floats = new float[2][3];
        for (int i = 0; i < 6; i++) {
            floats[i / 3][i % 3] = (float) values[i / 3][i % 3];
        }
        return manager.create(floats);
    }
}
