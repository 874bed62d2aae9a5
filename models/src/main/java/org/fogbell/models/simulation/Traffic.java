package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts vehicles and people on the roads of a {@link StreetPlan}. Whoever shares a lane has the same speed, so nobody ever
 * drives into anybody.
 */
final class Traffic {
    private static final double FLEET_GAP_METRES = 42;
    private static final double FLEET_START_METRES = 60;
    private static final double ROOM_METRES = 14;

    private final long seed;
    private final StreetPlan plan;
    private final RoadKind kind;
    private final double density;
    private final Dice dice;
    private final List<Actor> actors = new ArrayList<>();

    private Traffic(long seed, StreetPlan plan, double density) {
        this.seed = seed;
        this.plan = plan;
        this.kind = plan.kind;
        this.density = density;
        dice = new Dice(seed, 4);
    }

    /** Everyone, the {@code fleet} vehicles first, with ids from 1; takes the ground that parked vehicles stand on. */
    static List<Actor> on(StreetPlan plan, long seed, double density, int fleet) {
        Traffic traffic = new Traffic(seed, plan, density);
        traffic.drive(fleet);
        for (Road road : plan.roads()) {
            for (int side = -1; side <= 1; side += 2) {
                traffic.park(road, side);
                traffic.walk(road, side);
            }
        }
        return List.copyOf(traffic.actors);
    }

    private void drive(int fleet) {
        double lane = -kind.laneMetres * (kind.lanesPerSide - 0.5);
        double gap = Math.min(FLEET_GAP_METRES, plan.route.length() / (fleet + 1));
        for (int i = 0; i < fleet; i++) {
            add(ActorKind.CAR, plan.route, FLEET_START_METRES + i * gap, lane, 0, kind.metresPerSecond);
        }
        for (int k = 0; k < kind.lanesPerSide; k++) {
            double left = kind.laneMetres * (k + 0.5) - 0.05;
            double speed = kind.metresPerSecond * (1 + 0.12 * (kind.lanesPerSide - 1 - k));
            boolean outer = k == kind.lanesPerSide - 1;
            fill(-left, speed, outer ? fleet * gap : 0);
            fill(left, -speed, 0);
        }
        if (kind != RoadKind.HIGHWAY) {
            cycle(-1);
            cycle(1);
        }
    }

    /** Fills a lane of the route but for the stretch of the fleet. */
    private void fill(double left, double speed, double fleetMetres) {
        double gap = kind.trafficGapMetres / density;
        double length = plan.route.length();
        double first =
                fleetMetres == 0 ? dice.between(0, gap) : FLEET_START_METRES + fleetMetres + dice.between(0, gap);
        double end = fleetMetres == 0 ? length - 18 : length + FLEET_START_METRES - 25;
        for (double s = first; s < end; s += ROOM_METRES + dice.between(0.1, 2) * Math.max(1, gap - ROOM_METRES)) {
            add(vehicle(), plan.route, s, left + dice.between(-0.1, 0.1), left > 0 ? Math.PI : 0, speed);
        }
    }

    private ActorKind vehicle() {
        double roll = dice.unit();
        boolean narrow = kind == RoadKind.RESIDENTIAL;
        return roll < 0.8 ? ActorKind.CAR : roll < 0.92 || narrow ? ActorKind.VAN : ActorKind.TRUCK;
    }

    private void cycle(int side) {
        double left = side * (kind.lanesHalfMetres() - (kind.stripMetres > 2 ? 0.1 : -0.2));
        for (double s = dice.between(0, 120) / density; s < plan.route.length(); s += dice.between(60, 240) / density) {
            add(ActorKind.CYCLIST, plan.route, s, left, side > 0 ? Math.PI : 0, -side * 4.5);
        }
    }

    private void park(Road road, int side) {
        double share = Math.min(0.95, kind.parkedShare * density);
        double left = side * (kind.kerbMetres() - 1.02);
        for (double s = dice.between(4, 10); s < road.length() - 4; s += dice.between(5.9, 7.3)) {
            boolean reversed = dice.chance(0.08);
            double turn = (side > 0 != reversed ? Math.PI : 0) + dice.between(-0.03, 0.03);
            double across = left + dice.between(-0.06, 0.06);
            ActorKind vehicle = dice.chance(0.86) ? ActorKind.CAR : ActorKind.VAN;
            if (dice.chance(share) && plan.claimStall(road.at(s, across), 5.6, 1.6)) {
                add(vehicle, road, s, across, turn, 0);
            }
        }
    }

    private void walk(Road road, int side) {
        if (kind.pavementMetres == 0 || density == 0) {
            return;
        }
        double gap = 100 / (kind.pedestriansPer100Metres * density);
        for (double s = dice.between(0, gap); s < road.length(); s += dice.between(0.1, 1.9) * gap) {
            double left = side * (kind.kerbMetres() + dice.between(0.5, kind.pavementMetres - 0.3));
            Road.Spot spot = road.at(s, left);
            if (plan.ground.cover(spot.east(), spot.north()) == Cover.PAVEMENT) {
                boolean strolls = road.isClosed() && dice.chance(0.7);
                double speed = strolls ? dice.between(0.9, 1.6) * (dice.chance(0.5) ? 1 : -1) : 0;
                double turn = !strolls ? dice.between(-3, 3) : speed < 0 ? Math.PI : 0;
                add(ActorKind.PEDESTRIAN, road, s, left, turn, speed);
            }
        }
    }

    private void add(ActorKind actor, Road road, double along, double left, double turn, double speed) {
        actors.add(Actor.of(actors.size() + 1, actor, seed, road, along, left, turn, speed));
    }
}
