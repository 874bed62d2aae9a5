package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BvhTest {
    @Test
    void findsWhatTryingEverySolidFinds() {
        for (int seed = 0; seed < 5; seed++) {
            Dice dice = new Dice(seed, 0);
            Solids solids = scene(dice, 50 * seed);
            Bvh bvh = new Bvh(solids);
            int hits = 0;
            for (int shot = 0; shot < 2_000; shot++) {
                Ray fast = new Ray();
                Ray slow = new Ray();
                aim(fast, slow, dice);
                bvh.trace(fast);
                for (int solid = 0; solid < solids.size(); solid++) {
                    solids.meet(solid, slow);
                }
                assertThat(fast.hit()).as("seed %d, shot %d", seed, shot).isEqualTo(slow.hit());
                assertThat(fast.distance).as("seed %d, shot %d", seed, shot).isEqualTo(slow.distance);
                hits += slow.hit() ? 1 : 0;
            }
            assertThat(hits).as("seed %d", seed).isGreaterThan(seed == 0 ? -1 : 100);
        }
    }

    private static Solids scene(Dice dice, int count) {
        Solids solids = new Solids();
        for (int i = 0; i < count; i++) {
            Placement at = Placement.upright(
                    dice.between(-60, 60), dice.between(-60, 60), dice.between(-1, 1), dice.between(0, 6));
            Brush brush = new Brush(solids, at, i + 1, dice.between(-20, 20), dice.between(-20, 20));
            brush.dip(Material.CONCRETE, 1, 0);
            switch (dice.below(4)) {
                case 0 -> brush.box(-2, 2, -1, 1, -0.5, 1.5);
                case 1 -> brush.cylinder(0, 0, -2, dice.between(-1, 1), 0, 4, 0.3);
                case 2 -> brush.ellipsoid(0, 0, 1, 1.5, 0.5, 1);
                default -> brush.leafy(1).ellipsoid(0, 0, 3, 2, 2, 2);
            }
        }
        return solids;
    }

    private static void aim(Ray fast, Ray slow, Dice dice) {
        double azimuth = dice.between(0, 2 * Math.PI);
        double z = dice.between(-0.1, 0.1);
        double norm = Math.sqrt(1 + z * z);
        long seed = dice.next();
        double delay = dice.between(-0.05, 0.05);
        for (Ray ray : new Ray[] {fast, slow}) {
            ray.seed = seed;
            ray.delaySeconds = delay;
            ray.aim(0, 0, 1, Math.cos(azimuth) / norm, Math.sin(azimuth) / norm, z / norm);
            ray.look(0.5, 90);
        }
    }
}
