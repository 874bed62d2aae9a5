package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowFaultsTest {
    private static final PointCloud ROOM = SampleSweeps.room(32, 720);

    @ParameterizedTest
    @CsvSource({"1, 20", "3, 60", "5, 120"})
    void dirtAttenuatesOneSectorAndLosesNoPoint(int severity, double degrees) {
        PointCloud soiled = Corruption.of("window-blockage", severity).apply(ROOM, 2);
        assertThat(soiled.size()).isEqualTo(ROOM.size());
        int weaker = 0;
        double darkest = 1;
        double[] spot = {9, -9, 9, -9};
        for (int point = 0; point < ROOM.size(); point++) {
            double ratio = soiled.intensity(point) / ROOM.intensity(point);
            assertThat(soiled.x(point)).isEqualTo(ROOM.x(point));
            darkest = Math.min(darkest, ratio);
            if (ratio < 1) {
                weaker++;
                double azimuth = Math.toDegrees(Beam.azimuth(ROOM, point));
                double elevation = Math.toDegrees(Beam.elevation(ROOM, point));
                spot[0] = weaker == 1 ? azimuth : Math.min(spot[0], azimuth);
                spot[1] = weaker == 1 ? azimuth : Math.max(spot[1], azimuth);
                spot[2] = weaker == 1 ? elevation : Math.min(spot[2], elevation);
                spot[3] = weaker == 1 ? elevation : Math.max(spot[3], elevation);
            }
        }
        assertThat(darkest).isCloseTo(0.3 * 0.3, within(0.02));
        assertThat(spot[1] - spot[0]).isLessThan(degrees).isGreaterThan(0.8 * degrees);
        assertThat(spot[3] - spot[2]).isLessThan(degrees / 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 10"})
    void interferenceShortensHalfTheBeamsOfNarrowBands(int severity, int bands) {
        PointCloud seen = Corruption.of("interference", severity).apply(ROOM, 2);
        boolean[] columns = new boolean[720];
        int changed = 0;
        for (int point = 0; point < ROOM.size(); point++) {
            double range = Beam.rangeMetres(ROOM, point);
            double seenRange = Beam.rangeMetres(seen, point);
            if (seenRange != range) {
                changed++;
                columns[point % 720] = true;
                assertThat(seenRange).isLessThan(range);
                assertThat(Beam.azimuth(seen, point)).isCloseTo(Beam.azimuth(ROOM, point), within(1e-5));
            }
        }
        int touched = 0;
        for (boolean column : columns) {
            touched += column ? 1 : 0;
        }
        // Bands of 10 degrees are 20 columns of half a degree; bands may overlap.
        assertThat(touched).isPositive().isLessThanOrEqualTo(bands * 20 + bands);
        assertThat(changed).isPositive().isLessThan(32 * touched * 6 / 10);
    }

    @Test
    void falseRangesLieOnArms() {
        PointCloud far = SampleSweeps.room(64, 7_200);
        PointCloud seen = WindowFaults.interference(far, 1, Seeds.of(6, 0));
        double[] rangeOfColumn = new double[7_200];
        for (int point = 0; point < far.size(); point++) {
            double range = Beam.rangeMetres(seen, point);
            if (range < Beam.rangeMetres(far, point) - 1e-3) {
                double known = rangeOfColumn[point % 7_200];
                assertThat(known == 0 || Math.abs(known - range) < 0.05).isTrue();
                rangeOfColumn[point % 7_200] = range;
            }
        }
        assertThat(Arrays.stream(rangeOfColumn).filter(range -> range > 0).count())
                .isGreaterThan(30);
    }
}
