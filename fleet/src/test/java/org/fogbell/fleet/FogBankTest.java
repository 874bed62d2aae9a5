package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FogBankTest {
    /** Karlsruhe, where a degree of longitude is 73 km. */
    private static final DriveConfig MAP = DriveConfig.defaults();

    private static final double METRES_PER_DEGREE_EAST = 73_022;

    @ParameterizedTest
    @ValueSource(strings = {"4@-20,150,60", "1@0,0,12.5", "5@-0.5,-100.5,1000"})
    void readsWhatItShows(String text) {
        assertThat(FogBank.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"29.9, 0, true", "30.1, 0, false", "0, 29.9, true", "0, -30.1, false", "21, 21, true", "22, 22, false"})
    void coversTheCircleAroundItsMiddle(double north, double east, boolean inside) {
        FogBank bank = FogBank.parse("3@100,-50,30");
        assertThat(bank.covers(frameAt(100 + north, -50 + east), MAP)).isEqualTo(inside);
    }

    @Test
    void liesAroundAFrame() {
        FogBank bank = FogBank.around(frameAt(-80, 40), MAP, 4, 60);
        assertThat(bank).hasToString("4@-80,40,60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | SEVERITY@NORTH,EAST,RADIUS",
                "4@1,2 | '4@1,2'",
                "x@1,2,3 | 'x@1,2,3'",
                "6@1,2,3 | 1..5",
                "4@1,2,0 | radius",
                "4@1,2,-3 | radius"
            })
    void saysWhatWasExpected(String text, String expected) {
        assertThatThrownBy(() -> FogBank.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    static SimulatedFrame frameAt(double north, double east) {
        return new SimulatedFrame(
                0,
                0,
                0,
                MAP.latitude() + north / 111_320,
                MAP.longitude() + east / METRES_PER_DEGREE_EAST,
                0,
                8,
                new PointCloud(new float[] {30, 0, 0, 0.8f}),
                List.of());
    }
}
