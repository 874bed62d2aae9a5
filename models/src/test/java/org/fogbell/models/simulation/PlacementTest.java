package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void axesAreOrthonormalHoweverItStands() {
        for (int seed = 0; seed < 100; seed++) {
            Dice dice = new Dice(seed, 0);
            Placement at = Placement.onSlope(
                            1, 2, 3, dice.between(-4, 4), dice.between(-0.2, 0.2), dice.between(-0.2, 0.2))
                    .tilted(dice.between(-0.1, 0.1), dice.between(-0.1, 0.1));
            double[][] axes = {
                {at.forwardX(), at.forwardY(), at.forwardZ()},
                {at.leftX(), at.leftY(), at.leftZ()},
                {at.upX(), at.upY(), at.upZ()}
            };
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double product = axes[i][0] * axes[j][0] + axes[i][1] * axes[j][1] + axes[i][2] * axes[j][2];
                    assertThat(product).as("seed %d, axes %d, %d", seed, i, j).isCloseTo(i == j ? 1 : 0, within(1e-12));
                }
            }
            double handed = axes[0][0] * (axes[1][1] * axes[2][2] - axes[1][2] * axes[2][1])
                    + axes[0][1] * (axes[1][2] * axes[2][0] - axes[1][0] * axes[2][2])
                    + axes[0][2] * (axes[1][0] * axes[2][1] - axes[1][1] * axes[2][0]);
            assertThat(handed).as("seed %d", seed).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void localUndoesWorld() {
        Placement at = Placement.onSlope(10, -20, 5, 1.1, 0.05, -0.03).tilted(0.02, 0.01);
        double[] local = at.local(at.worldX(3, -4, 2), at.worldY(3, -4, 2), at.worldZ(3, -4, 2));
        assertThat(local).containsExactly(new double[] {3, -4, 2}, within(1e-12));
    }

    @Test
    void standsOnTheSlopeItIsGiven() {
        Placement at = Placement.onSlope(0, 0, 0, 0.7, 0.06, 0.02);
        double x = at.worldX(2, 1, 0);
        double y = at.worldY(2, 1, 0);
        assertThat(at.worldZ(2, 1, 0)).isCloseTo(0.06 * x + 0.02 * y, within(1e-12));
        assertThat(at.yaw()).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void noseDownLowersWhatLiesAheadAndRightDownWhatLiesToTheRight() {
        Placement level = Placement.upright(0, 0, 0, 0.4);
        assertThat(level.tilted(0.01, 0).worldZ(10, 0, 0)).isCloseTo(-0.1, within(1e-4));
        assertThat(level.tilted(0, 0.01).worldZ(0, -10, 0)).isCloseTo(-0.1, within(1e-4));
    }
}
