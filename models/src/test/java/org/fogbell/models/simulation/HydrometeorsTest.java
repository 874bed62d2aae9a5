package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HydrometeorsTest {
    private static final double FLOOR = 0.9 / (120.0 * 120.0);

    @ParameterizedTest
    @CsvSource({"rain, 1, 60", "rain, 5, 30", "snow, 2, 40", "snow, 5, 20"})
    void targetsFadeByTheExtinctionOfTheTable(String kind, int severity, double range) {
        double rate = CorruptionKind.of(kind).strength(severity);
        Precipitation air = kind.equals("rain") ? Precipitation.rain(rate) : Precipitation.snow(rate);
        PointCloud seen = Corruption.of(kind, severity).apply(SampleSweeps.wall(20_000, range, 0.9), 4);
        double sum = 0;
        int hard = 0;
        for (int point = 0; point < seen.size(); point++) {
            if (Math.abs(seen.x(point) - range) < 1) {
                sum += seen.intensity(point);
                hard++;
            }
        }
        assertThat(hard).isGreaterThan(19_000);
        assertThat(sum / hard / 0.9)
                .isCloseTo(Math.exp(-2 * air.extinctionPerMetre() * range), Percentage.withPercentage(0.01));
    }

    /** sigma = 0.09 / sqrt(2 SNR), SNR being the power over the floor's. */
    @Test
    void rangeNoiseGrowsAsTheSignalWeakens() {
        for (double range : new double[] {10, 40}) {
            PointCloud seen = Corruption.of("rain", 1).apply(SampleSweeps.wall(50_000, range, 0.5), 4);
            double power = 0.5 * Math.exp(-2 * Precipitation.rain(0.2).extinctionPerMetre() * range) / (range * range);
            double sigma = 0.09 / Math.sqrt(2 * power / FLOOR);
            double squares = 0;
            int hard = 0;
            for (int point = 0; point < seen.size(); point++) {
                double error = seen.x(point) - range;
                if (Math.abs(error) < 0.5) {
                    squares += error * error;
                    hard++;
                }
            }
            assertThat(Math.sqrt(squares / hard)).isCloseTo(sigma, Percentage.withPercentage(1.5));
        }
    }

    /**
     * Every drop of Marshall and Palmer's distribution, brute force, in one beam after the other: how often is the strongest
     * echo before a black target above the floor, and where?
     */
    @ParameterizedTest
    @ValueSource(strings = {"rain", "snow"})
    void echoesAreThoseOfDrawingEveryDropInTheBeam(String kind) {
        int beams = 40_000;
        double rate = 7.29;
        Precipitation air = kind.equals("rain") ? Precipitation.rain(rate) : Precipitation.snow(rate);
        SeededRandom random = new SeededRandom(17);
        int echoes = 0;
        double ranges = 0;
        for (int beam = 0; beam < beams; beam++) {
            double strongestRange = strongestDropRange(air, random);
            if (strongestRange > 0) {
                echoes++;
                ranges += strongestRange;
            }
        }
        PointCloud seen = Corruption.of(kind, 5).apply(SampleSweeps.wall(beams, 300, 0), 5);
        double seenRanges = 0;
        for (int point = 0; point < seen.size(); point++) {
            seenRanges += seen.x(point);
        }
        assertThat(echoes).isGreaterThan(200);
        assertThat((double) seen.size()).isCloseTo(echoes, within(4 * Math.sqrt(2.0 * echoes)));
        assertThat(seenRanges / seen.size()).isCloseTo(ranges / echoes, Percentage.withPercentage(8));
    }

    private static double strongestDropRange(Precipitation air, SeededRandom random) {
        double farthest = 20;
        double cone = Math.PI * Math.pow(Math.tan(1.5e-3), 2) * Math.pow(farthest, 3) / 3;
        double perCubicMetre = air.intercept() / air.slopePerMillimetre();
        double mismatch = (air.refractiveIndex() - 1) / (air.refractiveIndex() + 1);
        double strongest = FLOOR;
        double strongestRange = 0;
        int drops = random.nextPoisson(cone * perCubicMetre);
        for (int drop = 0; drop < drops; drop++) {
            double range = farthest * Math.cbrt(random.nextDouble());
            double metres = 1e-3 * random.nextExponential() / air.slopePerMillimetre();
            double filling = Math.min(1, Math.pow(metres / (2 * range * Math.tan(1.5e-3)), 2));
            double power =
                    mismatch * mismatch * Math.exp(-2 * air.extinctionPerMetre() * range) * filling / (range * range);
            if (range > 0.9 && metres > 50e-6 && power > strongest) {
                strongest = power;
                strongestRange = range;
            }
        }
        return strongestRange;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rain", "snow"})
    void heavierIsDarkerAndLosesMore(String kind) {
        PointCloud room = SampleSweeps.room(32, 300);
        int before = room.size() + 1;
        for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity++) {
            int left = Corruption.of(kind, severity).apply(room, 3).size();
            assertThat(left).as("severity %d", severity).isLessThanOrEqualTo(before);
            before = left;
        }
    }
}
