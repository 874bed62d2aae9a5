package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

/** Against the formula in double precision. */
class CentreITCase {
    private static final float[][] LOGITS = {{0.5f, -0.2f, 0.1f}, {0.3f, 0.4f, -0.9f}};

    @Test
    void isTheMovingAverageOfTheBatchesMeans() {
        try (NDManager manager = Tiny.newManager();
                Centre centre = new Centre(manager, 3, 0.9, 0.04)) {
            NDArray logits = manager.create(LOGITS);
            for (int step = 1; step <= 5; step++) {
                centre.update(logits);
                for (int k = 0; k < 3; k++) {
                    double mean = (LOGITS[0][k] + LOGITS[1][k]) / 2;
                    assertThat((double) centre.values()[k]).isCloseTo(mean * (1 - Math.pow(0.9, step)), within(1e-6));
                }
            }
        }
    }

    @Test
    void targetsAreTheSharpenedSoftmaxOfWhatDiffersFromIt() {
        try (NDManager manager = Tiny.newManager();
                Centre centre = new Centre(manager, 3, 0, 0.5)) {
            centre.update(manager.create(new float[][] {{1, 0, -1}}));
            float[] targets = centre.targets(manager.create(LOGITS)).toFloatArray();
            double[] centred = {-0.5, -0.2, 1.1, -0.7, 0.4, 0.1};
            for (int row = 0; row < 2; row++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += Math.exp(centred[3 * row + k] / 0.5);
                }
                for (int k = 0; k < 3; k++) {
                    double expected = Math.exp(centred[3 * row + k] / 0.5) / sum;
                    assertThat((double) targets[3 * row + k]).isCloseTo(expected, within(1e-6));
                }
            }
        }
    }

    @Test
    void namesWhatItCannotBe() {
        try (NDManager manager = Tiny.newManager()) {
            assertThatThrownBy(() -> new Centre(manager, 3, 1.1, 0.04)).hasMessageContaining("got 1.1 and 0.04");
            assertThatThrownBy(() -> new Centre(manager, 3, 0.9, 0)).hasMessageContaining("a temperature above 0");
        }
    }
}
