package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MieTest {
    /** Values that Wiscombe printed for his MIEV0 (NCAR technical note 140, 1979), sign of absorption turned. */
    @ParameterizedTest
    @CsvSource({
        "0.099, 0.75, 0,    7.417859e-6, 7.417859e-6",
        "0.101, 0.75, 0,    8.033538e-6, 8.033538e-6",
        "10,    0.75, 0,    2.232265,    2.232265",
        "1000,  0.75, 0,    1.997908,    1.997908",
        "10,    1.5,  0,    2.881999,    2.881999",
        "100,   1.5,  0,    2.094388,    2.094388",
        "100,   1.33, 1e-5, 2.101321,    2.096594",
        "10000, 1.33, 1e-5, 2.004089,    1.723857",
        "1,     1.5,  1,    2.336321,    0.663454",
        "100,   1.5,  1,    2.097502,    1.283697",
        "10000, 1.5,  1,    2.004368,    1.236574"
    })
    void agreesWithPublishedEfficiencies(
            double x, double index, double absorption, double extinction, double scattering) {
        Mie mie = Mie.of(x, index, absorption);
        assertThat(mie.extinction()).isCloseTo(extinction, Percentage.withPercentage(4e-5));
        assertThat(mie.scattering()).isCloseTo(scattering, Percentage.withPercentage(4e-5));
    }

    /** Q_sca = 8/3 x^4 |(m^2 - 1)/(m^2 + 2)|^2 for small spheres. */
    @ParameterizedTest
    @CsvSource({"0.01, 1.328", "0.02, 1.5", "0.03, 1.3031"})
    void smallSpheresScatterByRayleighsLaw(double x, double index) {
        double polarisability = (index * index - 1) / (index * index + 2);
        assertThat(Mie.of(x, index, 0).scattering())
                .isCloseTo(8.0 / 3 * Math.pow(x, 4) * polarisability * polarisability, Percentage.withPercentage(0.1));
    }

    @Test
    void largeSpheresTakeTwiceTheirCrossSectionFromTheLight() {
        assertThat(Mie.of(30_000, Precipitation.WATER, 0).extinction()).isCloseTo(2, within(0.005));
        assertThat(Mie.of(30_000, Precipitation.ICE, 0).extinction()).isCloseTo(2, within(0.005));
    }

    @Test
    void whatDoesNotAbsorbScattersAllThatItTakes() {
        for (double x = 0.05; x < 3_000; x *= 1.7) {
            Mie mie = Mie.of(x, Precipitation.WATER, 0);
            assertThat(mie.scattering()).as("x = %s", x).isCloseTo(mie.extinction(), Percentage.withPercentage(1e-6));
        }
    }
}
