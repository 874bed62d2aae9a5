package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MaterialTest {
    @Test
    void theEchoOfARoughSurfaceIsAPowerOfTheCosine() {
        for (double cosine = 0.05; cosine <= 1; cosine += 0.05) {
            assertThat(Material.ASPHALT.echo(0.3, cosine)).isCloseTo(0.3 * Math.pow(cosine, 1 / 8.0), within(1e-12));
            assertThat(Material.FACADE.echo(0.3, cosine)).isCloseTo(0.3 * Math.pow(cosine, 3 / 8.0), within(1e-12));
        }
    }

    @Test
    void paintShinesOnlyWhereItFacesTheSensor() {
        double gloss = Material.CAR_PAINT.gloss;
        assertThat(Material.CAR_PAINT.echo(0.3, 1)).isCloseTo(0.3 + gloss, within(1e-12));
        assertThat(Material.CAR_PAINT.echo(0.3, 0.5)).isCloseTo(0.3 * Math.pow(0.5, 1.25), within(gloss * 1e-3));
    }

    @Test
    void sharesAreShares() {
        for (Material material : Material.values()) {
            assertThat(material.transparency).as("%s", material).isBetween(0.0, 1.0);
            assertThat(material.echo(material.reflectance, 0))
                    .as("%s", material)
                    .isZero();
            assertThat(material.roughnessMetres).as("%s", material).isBetween(0.0, 0.1);
        }
    }
}
