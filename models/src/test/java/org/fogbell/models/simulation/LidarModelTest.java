package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LidarModelTest {
    private static double degrees(LidarModel model, int beam) {
        return Math.toDegrees(model.beams().get(beam).elevation());
    }

    /** The data sheet says 64 lasers over 26.9 degrees, 1/3 and 1/2 degree apart; a unit's calibration is near that. */
    @Test
    void hdl64HasTwoBlocksOfThirtyTwoLasers() {
        LidarModel model = LidarModel.hdl64();
        assertThat(model.beams()).hasSize(64);
        assertThat(degrees(model, 0)).isCloseTo(2, within(0.1));
        assertThat(degrees(model, 0) - degrees(model, 63)).isCloseTo(26.9, within(0.1));
        for (int beam = 1; beam < 64; beam++) {
            double step = degrees(model, beam - 1) - degrees(model, beam);
            double expected = beam == 32 ? 0.33 : beam < 32 ? 1 / 3.0 : 0.5;
            assertThat(step).as("beam %d", beam).isCloseTo(expected, within(0.02));
        }
        assertThat(360.0 / model.azimuths()).isCloseTo(0.17, within(0.005));
    }

    @Test
    void hdl32IsAFanOfFourThirdsOfADegree() {
        LidarModel model = LidarModel.hdl32();
        assertThat(model.beams()).hasSize(32);
        assertThat(degrees(model, 0)).isCloseTo(10.67, within(1e-9));
        assertThat(degrees(model, 31)).isCloseTo(-30.67, within(1e-9));
        assertThat(degrees(model, 0) - degrees(model, 1)).isCloseTo(4 / 3.0, within(0.001));
    }

    @Test
    void vls128IsDenseAroundTheHorizon() {
        LidarModel model = LidarModel.vls128();
        assertThat(model.beams()).hasSize(128);
        assertThat(degrees(model, 0)).isCloseTo(15, within(1e-6));
        assertThat(degrees(model, 127)).isCloseTo(-25, within(1e-6));
        double densest = 1;
        for (int beam = 1; beam < 128; beam++) {
            double step = degrees(model, beam - 1) - degrees(model, beam);
            assertThat(step).as("beam %d", beam).isPositive();
            densest = Math.min(densest, step);
        }
        assertThat(densest).isCloseTo(0.11, within(0.02));
    }

    @Test
    void refusesASensorThatCannotBe() {
        LidarModel model = LidarModel.small();
        assertThatThrownBy(() -> model.withAzimuths(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 shots");
        assertThatThrownBy(() -> model.mountedAt(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mount -1.0");
        assertThatThrownBy(() -> new LidarModel("none", List.of(), 10, 0.1, 1, 80, 0, 0, 40, 1, 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 beams");
    }

    @Test
    void aBlindSpotHidesItsMiddleAndNotItsSurroundings() {
        BlindSpot spot = new BlindSpot(180, 10, -10, -20);
        assertThat(spot.hides(Math.toRadians(-175), Math.toRadians(-15))).isTrue();
        assertThat(spot.hides(Math.toRadians(175), Math.toRadians(-15))).isTrue();
        assertThat(spot.hides(Math.toRadians(165), Math.toRadians(-15))).isFalse();
        assertThat(spot.hides(Math.toRadians(180), Math.toRadians(-9))).isFalse();
    }
}
