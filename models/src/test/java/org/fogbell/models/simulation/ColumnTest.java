package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnTest {
    @Test
    void raysInASliceMeetWhatTheyMeetInTheWholeWorld() {
        int hits = 0;
        for (int seed = 0; seed < 3; seed++) {
            World world = World.build(seed, RoadKind.values()[seed], 1, 1);
            Placement eye = world.actors()
                    .get(0)
                    .placement(world.ground(), 1)
                    .raised(1.73)
                    .tilted(0.01, 0.01);
            Scene scene = world.at(1, 1);
            Column column = new Column(80, 0.4);
            Ray narrow = new Ray();
            Ray wide = new Ray();
            for (double azimuth = 0; azimuth < 2 * Math.PI; azimuth += 0.05) {
                double x = Math.cos(azimuth);
                double y = Math.sin(azimuth);
                column.turn(
                        eye.east(),
                        eye.north(),
                        eye.up() - 0.3,
                        eye.up() + 0.3,
                        eye.forwardX() * x + eye.leftX() * y,
                        eye.forwardY() * x + eye.leftY() * y);
                scene.fill(column);
                for (double elevation = -0.42; elevation < 0.2; elevation += 0.01) {
                    aim(narrow, eye, x, y, elevation);
                    aim(wide, eye, x, y, elevation);
                    scene.look(narrow, 1, 80, column);
                    scene.look(wide, 1, 80);
                    assertThat(narrow.distance)
                            .as("seed %d, azimuth %f, elevation %f", seed, azimuth, elevation)
                            .isEqualTo(wide.distance);
                    assertThat(narrow.solids).isSameAs(wide.solids);
                    hits += wide.solids != null ? 1 : 0;
                }
            }
        }
        assertThat(hits).isGreaterThan(5_000);
    }

    private static void aim(Ray ray, Placement eye, double x, double y, double elevation) {
        double dx = Math.cos(elevation) * x;
        double dy = Math.cos(elevation) * y;
        double dz = Math.sin(elevation);
        ray.seed = Noise.hash((long) (x * 1e6), (long) (elevation * 1e6));
        ray.aim(
                eye.east(),
                eye.north(),
                eye.up(),
                eye.forwardX() * dx + eye.leftX() * dy + eye.upX() * dz,
                eye.forwardY() * dx + eye.leftY() * dy + eye.upY() * dz,
                eye.forwardZ() * dx + eye.leftZ() * dy + eye.upZ() * dz);
    }
}
