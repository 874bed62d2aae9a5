package org.fogbell.models.simulation;

import java.util.List;

/**
 * A seeded piece of country: ground, everything that stands on it for good, and the actors. Immutable; a {@link Scene}
 * is how it looks at one moment.
 *
 * @param route the loop that the fleet drives along
 * @param standing everything that does not move, parked vehicles included
 * @param actors everyone with a label, parked and moving, ordered by id
 */
record World(Ground ground, Road route, Bvh standing, List<Actor> actors) {
    /**
     * Builds a world with {@code fleet} vehicles that are part of its traffic: actors 1 to {@code fleet}.
     *
     * @param density of traffic, parked vehicles and pedestrians; 1 is usual for the kind of road
     */
    static World build(long seed, RoadKind kind, double density, int fleet) {
        StreetPlan plan = new StreetPlan(seed, kind);
        List<Actor> actors = Traffic.on(plan, seed, density, fleet);
        Solids standing = new Solids();
        Roadside.furnish(plan, seed, standing);
        for (Actor actor : actors) {
            if (!actor.moves()) {
                Bodywork.draw(actor, actor.brush(standing, plan.ground, 0), 0);
            }
        }
        return new World(plan.ground, plan.route, new Bvh(standing), actors);
    }

    /** The world as it is at a time, without the actor who looks at it. */
    Scene at(double seconds, int viewer) {
        Solids moving = new Solids();
        for (Actor actor : actors) {
            if (actor.moves() && actor.id() != viewer) {
                Bodywork.draw(actor, actor.brush(moving, ground, seconds), seconds);
            }
        }
        return new Scene(ground, standing, new Bvh(moving));
    }
}
