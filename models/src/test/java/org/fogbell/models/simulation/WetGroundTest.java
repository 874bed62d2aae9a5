package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WetGroundTest {
    /** ((n-1)/(n+1))^2 straight on; at Brewster's angle only the polarisation across is left, half of cos^2(2 theta_B). */
    @Test
    void surfaceReflectsByFresnel() {
        assertThat(WetGround.fresnel(1)).isCloseTo(Math.pow(0.33 / 2.33, 2), within(1e-12));
        double brewster = Math.atan(1.33);
        assertThat(WetGround.fresnel(Math.cos(brewster)))
                .isCloseTo(Math.pow(Math.cos(2 * brewster), 2) / 2, within(1e-12));
        assertThat(WetGround.fresnel(0)).isCloseTo(1, within(1e-12));
    }

    /** The film's bounces, added one by one, with the underside's reflectance integrated from Fresnel and total reflection. */
    @ParameterizedTest
    @CsvSource({"1, 0.1", "0.7, 0.3", "0.2, 0.3", "0.05, 0.9"})
    void wetShareIsTheSumOverAllBounces(double cosine, double ground) {
        int steps = 200_000;
        double underside = 0;
        for (int step = 0; step < steps; step++) {
            double inside = (step + 0.5) / steps;
            double outsideSquared = 1 - (1 - inside * inside) * 1.33 * 1.33;
            double reflected = outsideSquared <= 0 ? 1 : WetGround.fresnel(Math.sqrt(outsideSquared));
            underside += 2 * reflected * inside / steps;
        }
        double sum = 0;
        double light = 1 - WetGround.fresnel(cosine);
        for (int bounce = 0; bounce < 200; bounce++) {
            sum += light * (1 - WetGround.fresnel(cosine)) / (1.33 * 1.33);
            light *= ground * underside;
        }
        assertThat(WetGround.wetShare(cosine, ground)).isCloseTo(sum, within(2e-3 * sum));
    }

    @Test
    void onlyTheGroundDarkensAndMoreSoFarAway() {
        PointCloud room = SampleSweeps.room();
        PointCloud wet = Corruption.of("wet-ground", 3).apply(room, 1);
        int walls = 0;
        int at = 0;
        double nearRatio = 0;
        double farRatio = 0;
        for (int point = 0; point < room.size() && at < wet.size(); point++) {
            if (wet.x(at) != room.x(point) || wet.y(at) != room.y(point)) {
                continue;
            }
            double ratio = wet.intensity(at++) / room.intensity(point);
            double height = room.z(point) + 1.73;
            double range = Beam.rangeMetres(room, point);
            if (height > 0.3) {
                assertThat(ratio).isEqualTo(1);
                walls++;
            } else if (range < 5 && nearRatio == 0) {
                nearRatio = ratio;
            } else if (range > 25 && height < 0.01 && farRatio == 0) {
                farRatio = ratio;
            }
        }
        assertThat(at).as("points in order").isEqualTo(wet.size());
        assertThat(walls).isGreaterThan(1_000);
        assertThat(farRatio).isPositive().isLessThan(nearRatio).isLessThan(0.7);
        assertThat(nearRatio).isLessThan(1);
    }

    @Test
    void fullFilmFollowsTheFormula() {
        PointCloud room = SampleSweeps.room(64, 90);
        PointCloud wet = WetGround.apply(room, WetGround.FULL_FILM_MILLIMETRES, Seeds.of(1, 0));
        int last = room.size() - 1;
        double cosine = 1.73 / Beam.rangeMetres(room, last);
        double expected = room.intensity(last) * WetGround.wetShare(cosine, room.intensity(last));
        assertThat((double) wet.intensity(wet.size() - 1)).isCloseTo(expected, within(1e-3 * expected));
    }

    @Test
    void thickerFilmsLoseMore() {
        PointCloud room = SampleSweeps.room();
        int before = room.size();
        for (int severity = 1; severity <= 5; severity++) {
            int left = Corruption.of("wet-ground", severity).apply(room, 1).size();
            assertThat(left).as("severity %d", severity).isLessThanOrEqualTo(before);
            before = left;
        }
        assertThat(before).isLessThan(room.size());
    }
}
