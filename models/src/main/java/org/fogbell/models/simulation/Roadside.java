package org.fogbell.models.simulation;

/** Lines the roads of a {@link StreetPlan} with what carries no label: houses, gardens, lamps, signs, trees. */
final class Roadside {
    private static final int OUTSKIRTS = 900;

    private final StreetPlan plan;
    private final RoadKind kind;
    private final Dice dice;
    private final Scenery scenery;

    private Roadside(long seed, StreetPlan plan, Solids into) {
        this.plan = plan;
        this.kind = plan.kind;
        dice = new Dice(seed, 5);
        scenery = new Scenery(into, dice);
    }

    static void furnish(StreetPlan plan, long seed, Solids into) {
        Roadside roadside = new Roadside(seed, plan, into);
        for (Road road : plan.roads()) {
            for (int side = -1; side <= 1; side += 2) {
                roadside.build(road, side);
                roadside.fence(road, side);
                roadside.light(road, side);
                roadside.plant(road, side);
            }
        }
        roadside.plantOutskirts();
    }

    private void build(Road road, int side) {
        boolean city = kind == RoadKind.CITY;
        double s = dice.between(0, 12);
        while (s < road.length()) {
            double length = dice.between(8, city ? 30 : 18);
            double depth = dice.between(8, 14);
            double setback = dice.between(kind.nearestSetbackMetres, kind.farthestSetbackMetres);
            Road.Spot spot = road.at(s + length / 2, side * (kind.edgeMetres() + setback + depth / 2 + 0.8));
            if (dice.chance(kind.builtShare) && plan.claim(spot, length, depth)) {
                double height = city ? dice.between(8, 20) : dice.between(3.5, 8);
                scenery.house(plan.upright(spot, 0), length, depth, height);
            }
            s += length + (city ? dice.between(0, 4) : dice.between(2, 12));
        }
    }

    private void fence(Road road, int side) {
        double s = dice.between(0, 10);
        while (s < road.length() - 4) {
            double length = dice.between(4, 14);
            Road.Spot spot = road.at(s + length / 2, side * (kind.edgeMetres() + 0.9));
            if (kind == RoadKind.HIGHWAY) {
                scenery.rail(plan.upright(spot, 0), length + 4);
            } else if (dice.chance(kind == RoadKind.RESIDENTIAL ? 0.6 : 0.15) && plan.claim(spot, length, 0.7)) {
                scenery.border(plan.upright(spot, 0), length);
            }
            s += length + dice.between(0.5, 5);
        }
    }

    private void light(Road road, int side) {
        for (double s = dice.between(0, 30); s < road.length(); s += dice.between(22, 38)) {
            Road.Spot spot = road.at(s, side * (kind.edgeMetres() - 0.3));
            if (plan.isFree(spot.east(), spot.north())) {
                scenery.lamp(plan.upright(spot, 0), side * -1.2);
            }
        }
        for (double s = dice.between(0, 40); s < road.length(); s += dice.between(25, 90)) {
            Road.Spot spot = road.at(s, side * (kind.edgeMetres() + 0.2));
            if (plan.isFree(spot.east(), spot.north())) {
                scenery.sign(plan.upright(spot, side > 0 ? Math.PI : 0));
            }
        }
    }

    private void plant(Road road, int side) {
        boolean city = kind == RoadKind.CITY;
        double gap = city ? 14 : 9;
        for (double s = dice.between(0, gap); s < road.length(); s += dice.between(0.2, 1.8) * gap) {
            double away = city ? dice.between(-0.8, 0.3) : dice.between(0.3, 14);
            Road.Spot spot = road.at(s, side * (kind.edgeMetres() + away));
            if (plan.claim(spot, 0.6, 0.6)) {
                plant(plan.upright(spot, 0));
            }
        }
    }

    private void plant(Placement at) {
        double roll = dice.unit();
        if (roll < 0.45) {
            scenery.tree(at, dice.between(4, 13));
        } else if (roll < 0.55) {
            scenery.conifer(at, dice.between(4, 14));
        } else if (roll < 0.85) {
            scenery.bush(at, dice.between(0.5, 1.6));
        } else {
            scenery.clutter(at);
        }
    }

    private void plantOutskirts() {
        double half = StreetPlan.HALF_METRES;
        for (int i = 0; i < OUTSKIRTS; i++) {
            Road.Spot spot = new Road.Spot(dice.between(-half, half), dice.between(-half, half), dice.between(0, 6));
            boolean house = dice.chance(0.5 * kind.builtShare);
            double length = house ? dice.between(8, 20) : 1;
            double depth = house ? dice.between(8, 14) : 1;
            if (!plan.claim(spot, length + 4, depth + 4)) {
                continue;
            }
            if (house) {
                scenery.house(plan.upright(spot, 0), length, depth, dice.between(4, 12));
            } else {
                scenery.tree(plan.upright(spot, 0), dice.between(5, 16));
            }
        }
    }
}
