package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SolidsTest {
    private final Solids solids = new Solids();
    private final Ray ray = new Ray();

    private Brush brush(Placement at) {
        return new Brush(solids, at).dip(Material.CONCRETE, 1, 0);
    }

    private double shoot(double x, double y, double z, double dx, double dy, double dz) {
        double norm = Math.sqrt(dx * dx + dy * dy + dz * dz);
        ray.aim(x, y, z, dx / norm, dy / norm, dz / norm);
        ray.look(0, 1_000);
        for (int solid = 0; solid < solids.size(); solid++) {
            solids.meet(solid, ray);
        }
        return ray.hit() ? ray.distance : Double.NaN;
    }

    @Test
    void aTurnedBoxIsHitAtItsNearFace() {
        brush(Placement.upright(10, 0, 0, Math.PI / 4)).box(-1, 1, -1, 1, 0, 2);
        assertThat(shoot(0, 0, 1, 1, 0, 0)).isCloseTo(10 - Math.sqrt(2), within(1e-9));
        assertThat(shoot(0, 0.5, 1, 1, 0, 0)).isCloseTo(10 - Math.sqrt(2) + 0.5, within(1e-9));
        assertThat(shoot(0, 1.5, 1, 1, 0, 0)).isNaN();
        assertThat(shoot(0, 0, 2.1, 1, 0, 0)).isNaN();
    }

    @Test
    void theSlopeOfAFrustumIsMetWhereItsPlaneIs() {
        brush(Placement.upright(0, 0, 0, 0)).frustum(5, 9, -1, 1, 0, 7, 9, -1, 1, 2);
        for (double z = 0.1; z < 2; z += 0.3) {
            assertThat(shoot(0, 0, z, 1, 0, 0)).as("height %f", z).isCloseTo(5 + z, within(1e-9));
        }
        assertThat(ray.normalX).isCloseTo(-Math.sqrt(0.5), within(1e-9));
        assertThat(ray.normalZ).isCloseTo(Math.sqrt(0.5), within(1e-9));
    }

    @Test
    void aGableEndsInARidge() {
        brush(Placement.upright(0, 0, 0, 0)).frustum(-5, 5, -3, 3, 0, -5, 5, 0, 0, 2);
        assertThat(shoot(0, 0, 10, 0, 0, -1)).isCloseTo(8, within(1e-9));
        assertThat(shoot(0, 1.5, 10, 0, 0, -1)).isCloseTo(9, within(1e-9));
    }

    @Test
    void aCylinderIsHitOnItsMantleAndItsCaps() {
        brush(Placement.upright(0, 0, 0, 0)).cylinder(10, 0, 0, 10, 0, 3, 0.5);
        assertThat(shoot(0, 0, 1, 1, 0, 0)).isCloseTo(9.5, within(1e-9));
        assertThat(shoot(0, 0.3, 1, 1, 0, 0)).isCloseTo(10 - 0.4, within(1e-9));
        assertThat(shoot(10.2, 0, 8, 0, 0, -1)).isCloseTo(5, within(1e-9));
        assertThat(shoot(0, 0, 3.01, 1, 0, 0)).isNaN();
    }

    @Test
    void anEllipsoidIsHitWhereItsEquationSays() {
        brush(Placement.upright(10, 0, 0, 0)).ellipsoid(0, 0, 0, 2, 1, 0.5);
        assertThat(shoot(0, 0, 0, 1, 0, 0)).isCloseTo(8, within(1e-9));
        double y = 0.6;
        assertThat(shoot(0, y, 0, 1, 0, 0)).isCloseTo(10 - 2 * Math.sqrt(1 - y * y), within(1e-9));
        assertThat(shoot(10, 0, 5, 0, 0, -1)).isCloseTo(4.5, within(1e-9));
    }

    @Test
    void whatMovesIsMetWhereItIsByThen() {
        new Brush(solids, Placement.upright(10, 0, 0, 0), 1, 20, 0)
                .dip(Material.METAL, 1, 0)
                .box(-1, 1, -1, 1, 0, 2);
        ray.delaySeconds = 0.03;
        assertThat(shoot(0, 0, 1, 1, 0, 0)).isCloseTo(9 + 20 * 0.03, within(1e-6));
        ray.delaySeconds = -0.05;
        assertThat(shoot(0, 0, 1, 1, 0, 0)).isCloseTo(9 - 1, within(1e-6));
    }

    @Test
    void raysEndInFoliageAfterItsMeanFreePath() {
        double perMetre = 2;
        brush(Placement.upright(0, 0, 0, 0)).leafy(perMetre).box(5, 105, -1, 1, 0, 2);
        double sum = 0;
        int shots = 20_000;
        for (int i = 0; i < shots; i++) {
            ray.seed = Noise.hash(9, i);
            sum += shoot(0, 0, 1, 1, 0, 0) - 5;
        }
        assertThat(sum / shots).isCloseTo(1 / perMetre, within(0.01));
    }

    @Test
    void thinFoliageLetsThroughWhatBeerAndLambertSay() {
        brush(Placement.upright(0, 0, 0, 0)).leafy(1.5).box(5, 6, -1, 1, 0, 2);
        int passed = 0;
        int shots = 20_000;
        for (int i = 0; i < shots; i++) {
            ray.seed = Noise.hash(10, i);
            passed += Double.isNaN(shoot(0, 0, 1, 1, 0, 0)) ? 1 : 0;
        }
        assertThat((double) passed / shots).isCloseTo(Math.exp(-1.5), within(0.01));
    }

    @Test
    void aPaneHasAFrameAroundIt() {
        brush(Placement.upright(0, 0, 0, 0)).glazed(Material.GLASS).box(5, 7, -1, 1, 0, 2);
        shoot(0, 0, 1, 1, 0, 0);
        assertThat(solids.material(ray.solid, ray.pane)).isEqualTo(Material.GLASS);
        shoot(0, 0.97, 1, 1, 0, 0);
        assertThat(solids.material(ray.solid, ray.pane)).isEqualTo(Material.CONCRETE);
        shoot(6, 0, 9, 0, 0, -1);
        assertThat(solids.material(ray.solid, ray.pane)).isEqualTo(Material.CONCRETE);
    }

    @Test
    void growsAsFarAsNeeded() {
        Brush brush = brush(Placement.upright(0, 0, 0, 0));
        for (int i = 0; i < 1_000; i++) {
            brush.box(5 + 3 * i, 6 + 3 * i, -1, 1, 0, 1);
        }
        assertThat(solids.size()).isEqualTo(1_000);
        assertThat(shoot(5_000, 0, 0.5, -1, 0, 0)).as("from behind the last").isNaN();
        assertThat(shoot(3_010, 0, 0.5, -1, 0, 0)).isCloseTo(3_010 - (6 + 3 * 999), within(1e-9));
    }
}
