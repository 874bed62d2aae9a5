package org.fogbell.models.simulation;

/**
 * One vehicle or person: it keeps its distance to the middle of a road and moves along it at constant speed, or stands.
 *
 * @param id number in its world, from 1
 * @param look seed of colour, shape and gait
 * @param road the road it keeps to
 * @param along metres down the road at time 0
 * @param left metres left of the road's middle
 * @param turn radians between the road's heading and the actor's
 * @param metresPerSecond along the road; negative against its direction
 */
record Actor(
        int id,
        ActorKind kind,
        double length,
        double width,
        double height,
        long look,
        Road road,
        double along,
        double left,
        double turn,
        double metresPerSecond) {

    static Actor of(
            int id, ActorKind kind, long seed, Road road, double along, double left, double turn, double speed) {
        Dice dice = new Dice(seed, id);
        return new Actor(
                id,
                kind,
                kind.length(dice),
                kind.width(dice),
                kind.height(dice),
                dice.next(),
                road,
                along,
                left,
                turn,
                speed);
    }

    boolean moves() {
        return metresPerSecond != 0;
    }

    Road.Spot spot(double seconds) {
        return road.at(along + metresPerSecond * seconds, left);
    }

    /** Where it stands: its origin is on the ground below its middle. */
    Placement placement(Ground ground, double seconds) {
        Road.Spot spot = spot(seconds);
        return Placement.onSlope(
                spot.east(),
                spot.north(),
                ground.surface(spot.east(), spot.north()),
                spot.heading() + turn,
                ground.slopeEast(spot.east(), spot.north()),
                ground.slopeNorth(spot.east(), spot.north()));
    }

    /** A brush that paints this actor where it is and with the speed it has. */
    Brush brush(Solids into, Ground ground, double seconds) {
        Placement at = placement(ground, seconds);
        double heading = at.yaw() - turn;
        return new Brush(
                into, at, id, metresPerSecond * StrictMath.cos(heading), metresPerSecond * StrictMath.sin(heading));
    }
}
