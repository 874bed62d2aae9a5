package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecipitationTest {
    @ParameterizedTest
    @CsvSource({"0.1", "1", "10", "100"})
    void shippedTableIsWhatMieTheoryGives(double rate) {
        assertThat(Precipitation.rain(rate).extinctionPerMetre())
                .isCloseTo(Precipitation.rainDrops(rate).extinctionByMie(150), Percentage.withPercentage(0.2));
        assertThat(Precipitation.snow(rate).extinctionPerMetre())
                .isCloseTo(Precipitation.snowFlakes(rate).extinctionByMie(150), Percentage.withPercentage(0.2));
    }

    @ParameterizedTest
    @CsvSource({"0.2", "0.73", "1.5625", "3.125", "7.29"})
    void interpolatesBetweenTheTablesRates(double rate) {
        assertThat(Precipitation.rain(rate).extinctionPerMetre())
                .isCloseTo(Precipitation.rainDrops(rate).extinctionByMie(150), Percentage.withPercentage(0.2));
        assertThat(Precipitation.snow(rate).extinctionPerMetre())
                .isCloseTo(Precipitation.snowFlakes(rate).extinctionByMie(150), Percentage.withPercentage(0.2));
    }

    /** For drops much larger than the wavelength Q_ext is 2: extinction = pi/2 * intercept * 2/slope^3. */
    @Test
    void extinctionIsTwiceTheDropsCrossSections() {
        Precipitation rain = Precipitation.rain(7.29);
        double slope = 4.1 * Math.pow(7.29, -0.21);
        assertThat(rain.extinctionPerMetre())
                .isCloseTo(Math.PI / 2 * 8000 * 2 / Math.pow(slope, 3) * 1e-6, Percentage.withPercentage(1.5));
    }

    /** Marshall and Palmer's integral, by summing N(D) in small steps. */
    @Test
    void dropCountsAreTheIntegralOfTheSizeDistribution() {
        double rate = 3.125;
        double slope = 4.1 * Math.pow(rate, -0.21);
        double sum = 0;
        double step = 1e-4;
        for (double diameter = 0.5 + step / 2; diameter < 15; diameter += step) {
            sum += 8000 * Math.exp(-slope * diameter) * step;
        }
        assertThat(Precipitation.rain(rate).largerThan(0.5)).isCloseTo(sum, Percentage.withPercentage(0.01));
    }

    @Test
    void refusesRatesBeyondItsTable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Precipitation.rain(250))
                .withMessageContaining("100.0 mm/h")
                .withMessageContaining("250");
    }
}
