package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.fogbell.models.eloss.ProfileBaseline;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void isTheMedianAndTheScaledMedianAbsoluteDeviation() {
        Calibration calibration = Calibration.ofLnEloss(new double[] {3, 1, 2, 100, 0});
        assertThat(calibration.frames()).isEqualTo(5);
        assertThat(calibration.standardEloss()).isCloseTo(Math.exp(2), within(1e-12));
        // Deviations 1, 1, 0, 98, 2: median 1.
        assertThat(calibration.lnElossSpread()).isEqualTo(1.4826);
    }

    @Test
    void findsTheParametersOfNormalScoresAmongATenthOfBadOnes() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] ln = new double[2000];
            for (int i = 0; i < ln.length; i++) {
                ln[i] = i % 10 == 0 ? 50 : -4 + 0.2 * random.nextGaussian();
            }
            Calibration calibration = Calibration.ofLnEloss(ln);
            assertThat(Math.log(calibration.standardEloss()))
                    .as("seed %d", seed)
                    .isCloseTo(-4, within(0.06));
            assertThat(calibration.lnElossSpread()).as("seed %d", seed).isCloseTo(0.2, within(0.05));
        }
    }

    @Test
    void measuresDeviationsInBothDirections() {
        Calibration calibration = new Calibration(20, Math.exp(-4), 0.5, null, null);
        assertThat(calibration.robustZ(Math.exp(-3))).isCloseTo(2, within(1e-12));
        assertThat(calibration.robustZ(Math.exp(-5))).isCloseTo(-2, within(1e-12));
        assertThat(calibration.deviationFactor(Math.exp(-3))).isCloseTo(Math.E, within(1e-12));
    }

    @Test
    void keepsASpreadAboveZeroForScoresThatAreAllTheSame() {
        assertThat(Calibration.ofLnEloss(new double[] {1, 1, 1}).lnElossSpread())
                .isEqualTo(1e-3);
    }

    @Test
    void isNoYardstickWhereCleanFramesScatterTooMuch() {
        new Calibration(20, 1, 0.9, null, null).requireStable();
        ProfileBaseline steady = new ProfileBaseline(20, List.of(1.0), List.of(List.of(1.0)), 1, 0.3);
        new Calibration(20, 1, 2, steady, null).requireStable();
        assertThatThrownBy(() -> new Calibration(20, 1, 2, null, null).requireStable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no yardstick to alert by")
                .hasMessageContaining("got 2.00, no profile and no features over 20 frames");
        assertThatThrownBy(() -> new Calibration(7, 1, 0.1, null, null).requireStable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 8 frames")
                .hasMessageContaining("over 7 frames");
    }

    @Test
    void refusesNoFrames() {
        assertThatThrownBy(() -> Calibration.ofLnEloss(new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one frame");
    }
}
