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
record World(RoadKind kind, Ground ground, Road route, Bvh standing, List<Actor> actors) {
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
