package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GroundTest {
    private final Ray ray = new Ray();

    private double shoot(Ground ground, double x, double y, double z, double elevation, double azimuth) {
        ray.aim(
                x,
                y,
                z,
                Math.cos(elevation) * Math.cos(azimuth),
                Math.cos(elevation) * Math.sin(azimuth),
                Math.sin(elevation));
        ray.look(0, 200);
        ground.trace(ray);
        return ray.hit() ? ray.distance : Double.NaN;
    }

    private static Ground paved(long seed, double steepness) {
        Ground ground = Ground.hilly(100, seed, steepness);
        for (double x = -100; x < 100; x += 0.1) {
            for (double y = -100; y < 100; y += 0.1) {
                ground.stamp(x, y, Cover.ROAD);
            }
        }
        return ground;
    }

    @Test
    void everyHitLiesOnTheSurface() {
        for (int seed = 1; seed < 6; seed++) {
            Ground ground = paved(seed, 0.03);
            double eye = ground.surface(0, 0) + 1.73;
            for (double degrees = -25; degrees < -1; degrees += 0.7) {
                for (double azimuth = 0; azimuth < 6.2; azimuth += 0.5) {
                    double range = shoot(ground, 0, 0, eye, Math.toRadians(degrees), azimuth);
                    if (range < 90) {
                        assertThat(ray.z())
                                .as("seed %d, elevation %f, azimuth %f", seed, degrees, azimuth)
                                .isCloseTo(ground.surface(ray.x(), ray.y()), within(0.01));
                    }
                }
            }
        }
    }

    @Test
    void levelGroundIsHitAtHeightOverSine() {
        Ground ground = new Ground(100, 0);
        for (double degrees = -25; degrees < -1; degrees += 0.9) {
            double expected = 1.73 / Math.sin(Math.toRadians(-degrees));
            assertThat(shoot(ground, 0, 0, Cover.MEADOW.riseMetres + 1.73, Math.toRadians(degrees), 0.3))
                    .as("elevation %f", degrees)
                    .isCloseTo(expected, within(0.005 / Math.sin(Math.toRadians(-degrees))));
        }
    }

    @Test
    void aKerbIsMetAtItsFace() {
        Ground ground = new Ground(100, 0);
        for (double x = -20; x < 20; x += 0.1) {
            for (double y = -20; y < 20; y += 0.1) {
                ground.stamp(x, y, x < 8 ? Cover.ROAD : Cover.PAVEMENT);
            }
        }
        double elevation = Math.atan2(-1.66, 8);
        shoot(ground, 0, 0, 1.73, elevation, 0);
        assertThat(ray.x()).isCloseTo(8, within(0.15));
        assertThat(ray.z()).isBetween(0.02, 0.12);
        assertThat(ray.normalX).isCloseTo(-1, within(1e-9));
        assertThat(ray.cover).isEqualTo(Cover.PAVEMENT);
    }

    @Test
    void raysTowardTheSkyMeetNoGround() {
        assertThat(shoot(Ground.hilly(100, 1, 0.02), 0, 0, 5, 0.1, 1)).isNaN();
    }

    @Test
    void outsideTheMapTheEdgeGoesOn() {
        Ground ground = Ground.hilly(50, 1, 0.02);
        assertThat(ground.terrain(500, 0)).isCloseTo(ground.terrain(50, 0), within(0.05));
        assertThat(ground.cover(500, 0)).isEqualTo(Cover.MEADOW);
        ground.stamp(500, 0, Cover.ROAD);
        assertThat(ground.cover(500, 0)).isEqualTo(Cover.MEADOW);
    }
}
