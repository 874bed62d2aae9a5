package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnowCurtainTest {
    private static final int RINGS = 40;
    private static final int COLUMNS = 1_800;

    /** Snow of 2.5 mm/h at 1.6 m/s and a tenth of water's density fills 2.5e-3/3600 / (1.6 * 0.1) of the air. */
    @Test
    void occupancyIsTheFluxOverTheFallSpeed() {
        assertThat(SnowCurtain.occupancy(2.5)).isCloseTo(2.5e-3 / 3600 / (1.6 * 0.1), within(1e-12));
    }

    /** So many discs of exponential diameters, summed up one by one, cover the stated share of the swept disc. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2.5})
    void flakesCoverTheStatedShareOfTheDisc(double rate) {
        SeededRandom random = new SeededRandom(8);
        int rings = 100;
        double area = 0;
        for (int flake = 0; flake < rings * SnowCurtain.flakesPerRing(rate); flake++) {
            double diameter = SnowCurtain.meanDiameterMetres(rate) * random.nextExponential();
            area += Math.PI / 4 * diameter * diameter;
        }
        double disc = Math.PI * SnowCurtain.REACH_METRES * SnowCurtain.REACH_METRES;
        assertThat(area / (rings * disc)).isCloseTo(SnowCurtain.occupancy(rate), Percentage.withPercentage(3));
    }

    /**
     * Light that reaches a target, on average: a path of length L has n D L flakes across it, which is occupancy L E[D] /
     * E[(pi/4) D^2] = 2 occupancy L / (pi E[D]) for exponential diameters, wherever they are.
     */
    @Test
    void targetsLoseTheLightThatFlakesCover() {
        PointCloud bright = brightRoom();
        double rate = 1;
        double sum = 0;
        int frames = 6;
        for (int frame = 0; frame < frames; frame++) {
            PointCloud seen = SnowCurtain.apply(bright, rate, Seeds.of(3, frame));
            assertThat(seen.size()).isEqualTo(bright.size());
            for (int point = 0; point < seen.size(); point++) {
                // A large flake right before the window hides the beam altogether and answers itself.
                boolean hidden = Beam.rangeMetres(seen, point) < 19.9;
                sum += hidden ? 1 : 1 - seen.intensity(point) / bright.intensity(point);
            }
        }
        double path = SnowCurtain.REACH_METRES - 0.9;
        double expected = 2 * SnowCurtain.occupancy(rate) * path / (Math.PI * SnowCurtain.meanDiameterMetres(rate));
        assertThat(sum / frames / bright.size()).isCloseTo(expected, Percentage.withPercentage(4));
    }

    /** Twenty metres away all round and so bright that no flake outshines it. */
    private static PointCloud brightRoom() {
        PointList points = new PointList(RINGS * COLUMNS);
        for (int ring = 0; ring < RINGS; ring++) {
            for (int column = 0; column < COLUMNS; column++) {
                double azimuth = 2 * Math.PI * (column + 0.5) / COLUMNS;
                double z = 0.1 * ring;
                double flat = Math.sqrt(400 - z * z);
                points.add((float) (flat * Math.cos(azimuth)), (float) (flat * Math.sin(azimuth)), (float) z, 1e6f);
            }
        }
        return points.toCloud();
    }

    @Test
    void flakesAnswerFromNearTheSensorAlongTheirBeam() {
        PointCloud room = SampleSweeps.room();
        PointCloud seen = Corruption.of("falling-snow", 5).apply(room, 2);
        int flakes = 0;
        for (int point = 0; point < seen.size(); point++) {
            double range = Beam.rangeMetres(seen, point);
            if (range < Beam.rangeMetres(room, point) - 0.01) {
                flakes++;
                assertThat(range).isBetween(0.9, SnowCurtain.REACH_METRES);
                assertThat(seen.intensity(point)).isBetween(0f, 10f);
                assertThat(Beam.azimuth(seen, point)).isCloseTo(Beam.azimuth(room, point), within(1e-5));
            }
        }
        assertThat(seen.size()).as("nothing lost, so points pair up").isEqualTo(room.size());
        assertThat(flakes).isBetween(500, 40_000);
    }
}
