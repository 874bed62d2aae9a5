package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;

/** Lays out a {@link World} from a seed: roads first, then the ground they lie in, then what stands and moves there. */
final class WorldBuilder {
    private static final double HALF_METRES = 340;
    private static final double CROSSING_METRES = 9;

    private final long seed;
    private final RoadKind kind;
    private final double density;
    private final Dice dice;
    private final Ground ground;
    private final Road route;
    private final List<Road> sideRoads = new ArrayList<>();
    private final List<Double> crossings = new ArrayList<>();
    private final Solids standing = new Solids();
    private final Scenery scenery;
    private final List<Actor> actors = new ArrayList<>();

    private WorldBuilder(long seed, RoadKind kind, double density) {
        this.seed = seed;
        this.kind = kind;
        this.density = density;
        dice = new Dice(seed, 2);
        ground = Ground.hilly(HALF_METRES, seed, dice.between(0.002, 0.03));
        scenery = new Scenery(standing, dice);
        route = loop();
    }

    /**
     * A world with {@code fleet} vehicles that are part of its traffic: actors 1 to {@code fleet}.
     *
     * @param density of traffic, parked vehicles and pedestrians; 1 is usual for the kind of road
     */
    static World build(long seed, RoadKind kind, double density, int fleet) {
        WorldBuilder builder = new WorldBuilder(seed, kind, density);
        builder.layRoads();
        builder.drive(fleet);
        builder.furnish(builder.route);
        for (Road road : builder.sideRoads) {
            builder.furnish(road);
        }
        builder.plantOutskirts();
        for (Actor actor : builder.actors) {
            if (!actor.moves()) {
                Bodywork.draw(actor, actor.brush(builder.standing, builder.ground, 0), 0);
            }
        }
        return new World(kind, builder.ground, builder.route, new Bvh(builder.standing), List.copyOf(builder.actors));
    }

    private Road loop() {
        int n = 5 + dice.below(3);
        double[][] corners = new double[n][];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i + dice.between(-0.22, 0.22)) / n;
            double radius = dice.between(110, 200);
            corners[i] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        }
        return Road.loop(corners, kind == RoadKind.HIGHWAY ? 150 : dice.between(15, 60));
    }

    private void layRoads() {
        if (kind != RoadKind.HIGHWAY) {
            for (double s = dice.between(30, 80); s < route.length() - 30; s += dice.between(60, 170)) {
                Road.Spot spot = route.at(s, 0);
                double heading = spot.heading() + (dice.chance(0.5) ? 1 : -1) * Math.PI / 2 + dice.between(-0.2, 0.2);
                double back = dice.chance(0.4) ? 60 : 0;
                sideRoads.add(Road.straight(
                        spot.east() - back * StrictMath.cos(heading),
                        spot.north() - back * StrictMath.sin(heading),
                        heading,
                        (int) (back + dice.between(60, 110))));
                crossings.add(s);
            }
        }
        List<Road> all = new ArrayList<>(sideRoads);
        all.add(route);
        for (Road road : all) {
            stamp(road, kind.edgeMetres() + 0.6, Cover.LAWN);
        }
        for (Road road : all) {
            stamp(road, kind.edgeMetres(), Cover.PAVEMENT);
        }
        for (Road road : all) {
            stamp(road, kind.kerbMetres(), Cover.PARKING);
        }
        for (Road road : all) {
            stamp(road, kind.lanesHalfMetres(), Cover.ROAD);
        }
        mark(route);
    }

    private void stamp(Road road, double half, Cover cover) {
        for (double s = 0; s < road.length(); s += 0.12) {
            Road.Spot right = road.at(s, -half);
            Road.Spot left = road.at(s, half);
            for (double across = 0; across <= 2 * half; across += 0.16) {
                double share = across / (2 * half);
                double east = Noise.lerp(right.east(), left.east(), share);
                ground.stamp(east, Noise.lerp(right.north(), left.north(), share), cover);
            }
        }
    }

    private void mark(Road road) {
        for (double s = 0; s < road.length(); s += 0.12) {
            if (nearCrossing(s)) {
                continue;
            }
            for (int lane = -kind.lanesPerSide; lane <= kind.lanesPerSide; lane++) {
                boolean edge = Math.abs(lane) == kind.lanesPerSide;
                if (edge ? kind != RoadKind.RESIDENTIAL : s % 9 < 4 || (lane == 0 && kind == RoadKind.HIGHWAY)) {
                    double shift = edge ? -0.15 * Math.signum(lane) : 0;
                    Road.Spot spot = road.at(s, lane * kind.laneMetres + shift);
                    ground.stamp(spot.east(), spot.north(), Cover.MARKING);
                }
            }
        }
    }

    private boolean nearCrossing(double s) {
        for (double crossing : crossings) {
            if (Math.abs(s - crossing) < kind.edgeMetres() + CROSSING_METRES) {
                return true;
            }
        }
        return false;
    }

    private void drive(int fleet) {
        double lane = -kind.laneMetres * (kind.lanesPerSide - 0.5);
        double gap = Math.min(42, route.length() / (fleet + 1));
        for (int i = 0; i < fleet; i++) {
            add(ActorKind.CAR, route, 60 + i * gap, lane, 0, kind.metresPerSecond);
        }
        for (int k = 0; k < kind.lanesPerSide; k++) {
            double left = kind.laneMetres * (k + 0.5);
            double speed = kind.metresPerSecond * (1 + 0.12 * (kind.lanesPerSide - 1 - k));
            boolean outer = k == kind.lanesPerSide - 1;
            traffic(-left, speed, outer ? fleet * gap : 0);
            traffic(left, -speed, 0);
        }
        if (kind != RoadKind.HIGHWAY) {
            for (double side : new double[] {-1, 1}) {
                for (double s = dice.between(0, 120); s < route.length(); s += dice.between(60, 240) / density) {
                    double left = side * (kind.lanesHalfMetres() - (kind.stripMetres > 2 ? 0.35 : 0.1));
                    add(ActorKind.CYCLIST, route, s, left, side > 0 ? Math.PI : 0, -side * 4.5);
                }
            }
        }
    }

    private void traffic(double left, double speed, double reserved) {
        double gap = kind.trafficGapMetres / density;
        double first = reserved == 0 ? dice.between(0, gap) : 60 + reserved + dice.between(0, gap);
        double end = reserved == 0 ? route.length() - 18 : route.length() + 60 - 25;
        for (double s = first; s < end; s += 14 + dice.between(0.1, 2) * (gap - 14)) {
            double roll = dice.unit();
            ActorKind vehicle = roll < 0.8 ? ActorKind.CAR : roll < 0.92 ? ActorKind.VAN : ActorKind.TRUCK;
            add(vehicle, route, s, left + dice.between(-0.2, 0.2), left > 0 ? Math.PI : 0, speed);
        }
    }

    private void furnish(Road road) {
        for (int side = -1; side <= 1; side += 2) {
            park(road, side);
            walk(road, side);
            build(road, side);
            line(road, side);
            plant(road, side);
        }
    }

    private void park(Road road, int side) {
        double share = Math.min(0.95, kind.parkedShare * density);
        double left = side * (kind.kerbMetres() - kind.stripMetres / 2);
        for (double s = dice.between(4, 10); s < road.length() - 4; s += dice.between(5.6, 7.2)) {
            if (!dice.chance(share) || !covered(road, s, left, Cover.PARKING)) {
                continue;
            }
            double roll = dice.unit();
            ActorKind vehicle = roll < 0.86 ? ActorKind.CAR : ActorKind.VAN;
            boolean reversed = dice.chance(0.08);
            double turn = (side > 0 != reversed ? Math.PI : 0) + dice.between(-0.04, 0.04);
            add(vehicle, road, s, left + dice.between(-0.12, 0.12), turn, 0);
        }
    }

    private boolean covered(Road road, double s, double left, Cover wanted) {
        for (double step = -3.5; step <= 3.5; step += 1.75) {
            Road.Spot spot = road.at(s + step, left);
            if (ground.cover(spot.east(), spot.north()) != wanted) {
                return false;
            }
        }
        return true;
    }

    private void walk(Road road, int side) {
        double gap = 100 / (kind.pedestriansPer100Metres * density + 1e-9);
        if (kind.pavementMetres == 0) {
            return;
        }
        for (double s = dice.between(0, gap); s < road.length(); s += dice.between(0.1, 1.9) * gap) {
            double left = side * (kind.kerbMetres() + dice.between(0.4, kind.pavementMetres - 0.3));
            Road.Spot spot = road.at(s, left);
            if (ground.cover(spot.east(), spot.north()) != Cover.PAVEMENT) {
                continue;
            }
            double speed =
                    !road.isClosed() || dice.chance(0.3) ? 0 : dice.between(0.9, 1.6) * (dice.chance(0.5) ? 1 : -1);
            double turn = speed == 0 ? dice.between(-3, 3) : speed < 0 ? Math.PI : 0;
            add(ActorKind.PEDESTRIAN, road, s, left, turn, speed);
        }
    }

    private void build(Road road, int side) {
        for (double s = dice.between(0, 12); s < road.length(); ) {
            double length = dice.between(8, kind == RoadKind.CITY ? 30 : 18);
            double depth = dice.between(8, 14);
            double setback = dice.between(kind.nearestSetbackMetres, kind.farthestSetbackMetres);
            double left = side * (kind.edgeMetres() + setback + depth / 2 + 0.8);
            if (dice.chance(kind.builtShare)) {
                Road.Spot spot = road.at(s + length / 2, left);
                if (claim(spot, length, depth)) {
                    double height = kind == RoadKind.CITY ? dice.between(8, 20) : dice.between(3.5, 8);
                    scenery.house(upright(spot, 0), length, depth, height);
                }
            }
            s += length + dice.between(kind == RoadKind.CITY ? 0 : 2, kind == RoadKind.CITY ? 4 : 12);
        }
    }

    private void line(Road road, int side) {
        double left = side * (kind.edgeMetres() + 0.9);
        for (double s = dice.between(0, 10); s < road.length() - 4; ) {
            double length = dice.between(4, 14);
            Road.Spot spot = road.at(s + length / 2, left);
            if (kind == RoadKind.HIGHWAY) {
                scenery.rail(upright(spot, 0), length + 4);
            } else if (dice.chance(kind == RoadKind.RESIDENTIAL ? 0.6 : 0.15) && claim(spot, length, 0.7)) {
                scenery.border(upright(spot, 0), length);
            }
            s += length + dice.between(0.5, 5);
        }
        for (double s = dice.between(0, 30); s < road.length(); s += dice.between(22, 38)) {
            Road.Spot spot = road.at(s, side * (kind.edgeMetres() - 0.3));
            if (free(spot)) {
                scenery.lamp(upright(spot, 0), side * -1.2);
            }
        }
        for (double s = dice.between(0, 40); s < road.length(); s += dice.between(25, 90)) {
            Road.Spot spot = road.at(s, side * (kind.edgeMetres() + 0.2));
            if (free(spot)) {
                scenery.sign(upright(spot, side > 0 ? Math.PI : 0));
            }
        }
    }

    private void plant(Road road, int side) {
        double gap = kind == RoadKind.CITY ? 14 : 9;
        for (double s = dice.between(0, gap); s < road.length(); s += dice.between(0.2, 1.8) * gap) {
            double away = kind == RoadKind.CITY ? dice.between(-0.8, 0.3) : dice.between(0.3, 14);
            Road.Spot spot = road.at(s, side * (kind.edgeMetres() + away));
            double roll = dice.unit();
            if (!claim(spot, 0.6, 0.6)) {
                continue;
            }
            if (roll < 0.45) {
                scenery.tree(upright(spot, 0), dice.between(4, 13));
            } else if (roll < 0.55) {
                scenery.conifer(upright(spot, 0), dice.between(4, 14));
            } else if (roll < 0.85) {
                scenery.bush(upright(spot, 0), dice.between(0.5, 1.6));
            } else {
                scenery.clutter(upright(spot, 0));
            }
        }
    }

    private void plantOutskirts() {
        for (int i = 0; i < 900; i++) {
            Road.Spot spot = new Road.Spot(
                    dice.between(-HALF_METRES, HALF_METRES),
                    dice.between(-HALF_METRES, HALF_METRES),
                    dice.between(0, 6));
            boolean house = dice.chance(0.5 * kind.builtShare);
            double length = house ? dice.between(8, 20) : 1;
            double depth = house ? dice.between(8, 14) : 1;
            if (claim(spot, length + 4, depth + 4)) {
                if (house) {
                    scenery.house(upright(spot, 0), length, depth, dice.between(4, 12));
                } else {
                    scenery.tree(upright(spot, 0), dice.between(5, 16));
                }
            }
        }
    }

    private boolean free(Road.Spot spot) {
        Cover cover = ground.cover(spot.east(), spot.north());
        return cover == Cover.MEADOW || cover == Cover.LAWN || cover == Cover.PAVEMENT;
    }

    /** Takes a rectangle of ground for a thing to stand on; false where a road or another thing has it already. */
    private boolean claim(Road.Spot spot, double length, double depth) {
        double cos = StrictMath.cos(spot.heading());
        double sin = StrictMath.sin(spot.heading());
        for (int pass = 0; pass < 2; pass++) {
            for (double x = -length / 2; x <= length / 2; x += 0.3) {
                for (double y = -depth / 2; y <= depth / 2; y += 0.3) {
                    double east = spot.east() + x * cos - y * sin;
                    double north = spot.north() + x * sin + y * cos;
                    if (pass == 1) {
                        ground.stamp(east, north, Cover.BUILT);
                    } else if (!free(new Road.Spot(east, north, 0))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private Placement upright(Road.Spot spot, double turn) {
        double up = ground.surface(spot.east(), spot.north());
        return Placement.upright(spot.east(), spot.north(), up, spot.heading() + turn);
    }

    private void add(ActorKind actor, Road road, double along, double left, double turn, double speed) {
        actors.add(Actor.of(actors.size() + 1, actor, seed, road, along, left, turn, speed));
    }
}
