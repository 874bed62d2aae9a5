package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RoadTest {
    private static final double[][] SQUARE = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};

    @Test
    void aRoundedSquareIsAsLongAsItsEdgesAndArcs() {
        Road road = Road.loop(SQUARE, 20);
        assertThat(road.length()).isCloseTo(4 * 60 + 2 * Math.PI * 20, within(1.5));
    }

    @Test
    void cornersHaveTheGivenRadius() {
        Road road = Road.loop(SQUARE, 20);
        double sharpest = 0;
        for (double s = 0; s < road.length(); s += 0.5) {
            double turn = Math.IEEEremainder(
                    road.at(s + 1, 0).heading() - road.at(s, 0).heading(), 2 * Math.PI);
            sharpest = Math.max(sharpest, Math.abs(turn));
        }
        assertThat(sharpest).isCloseTo(1 / 20.0, within(0.01));
    }

    @Test
    void theEndOfALoopIsItsBeginning() {
        Road road = Road.loop(SQUARE, 20);
        Road.Spot first = road.at(3, 2);
        Road.Spot again = road.at(3 + 2 * road.length(), 2);
        assertThat(again.east()).isCloseTo(first.east(), within(1e-9));
        assertThat(again.north()).isCloseTo(first.north(), within(1e-9));
        assertThat(road.at(3 - road.length(), 2).east()).isCloseTo(first.east(), within(1e-9));
    }

    @Test
    void leftIsLeftOfTheHeading() {
        Road road = Road.straight(5, 6, Math.PI / 2, 50);
        Road.Spot spot = road.at(10, 3);
        assertThat(spot.east()).isCloseTo(2, within(1e-9));
        assertThat(spot.north()).isCloseTo(16, within(1e-9));
        assertThat(spot.heading()).isCloseTo(Math.PI / 2, within(1e-9));
    }

    @Test
    void positionsAdvanceOneMetreAMetre() {
        Road road = Road.loop(SQUARE, 30);
        for (double s = 0; s < road.length(); s += 7.3) {
            Road.Spot a = road.at(s, 0);
            Road.Spot b = road.at(s + 1, 0);
            assertThat(Math.hypot(b.east() - a.east(), b.north() - a.north()))
                    .as("at %f", s)
                    .isCloseTo(1, within(0.01));
        }
    }
}
