package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SensitivityTest {
    @Test
    void countsThePairsInTheRightOrder() {
        double[] clean = {1, 2, 3};
        assertThat(Sensitivity.auroc(clean, new double[] {4, 5})).isEqualTo(1);
        assertThat(Sensitivity.auroc(clean, new double[] {0, 0.5})).isZero();
        assertThat(Sensitivity.auroc(clean, clean)).isEqualTo(0.5);
        // 2.5 beats two of three, 1 ties with one and beats none.
        assertThat(Sensitivity.auroc(clean, new double[] {2.5, 1})).isCloseTo(2.5 / 6, within(1e-12));
    }
}
