package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {
    @Test
    void noVehicleIsEverInAnother() {
        for (RoadKind kind : RoadKind.values()) {
            World world = World.build(5, kind, 1, 3);
            for (double seconds : new double[] {0, 13, 290}) {
                List<Actor> vehicles = new ArrayList<>();
                List<Placement> places = new ArrayList<>();
                for (Actor actor : world.actors()) {
                    if (actor.kind() != ActorKind.PEDESTRIAN && actor.kind() != ActorKind.CYCLIST) {
                        vehicles.add(actor);
                        places.add(actor.placement(world.ground(), seconds));
                    }
                }
                for (int i = 0; i < vehicles.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        boolean apart = apart(vehicles.get(i), places.get(i), vehicles.get(j), places.get(j))
                                || apart(vehicles.get(j), places.get(j), vehicles.get(i), places.get(i));
                        assertThat(apart)
                                .as("%s, %f s: %s and %s", kind, seconds, vehicles.get(i), vehicles.get(j))
                                .isTrue();
                    }
                }
            }
        }
    }

    /** Whether an axis of the first box separates the two (the separating axis theorem asks for either box's axes). */
    private static boolean apart(Actor first, Placement at, Actor second, Placement other) {
        double east = other.east() - at.east();
        double north = other.north() - at.north();
        double cos = Math.abs(at.forwardX() * other.forwardX() + at.forwardY() * other.forwardY());
        double sin = Math.sqrt(Math.max(0, 1 - cos * cos));
        double along = Math.abs(east * at.forwardX() + north * at.forwardY());
        double across = Math.abs(east * at.leftX() + north * at.leftY());
        return along > (first.length() + second.length() * cos + second.width() * sin) / 2
                || across > (first.width() + second.length() * sin + second.width() * cos) / 2;
    }

    @Test
    void theFleetComesFirstAndKeepsItsDistance() {
        World world = World.build(2, RoadKind.CITY, 1, 4);
        for (int i = 0; i < 4; i++) {
            Actor vehicle = world.actors().get(i);
            assertThat(vehicle.id()).isEqualTo(i + 1);
            assertThat(vehicle.kind()).isEqualTo(ActorKind.CAR);
            assertThat(vehicle.along()).isEqualTo(60 + 42.0 * i);
        }
    }

    @Test
    void idsAreTheActorsPlaces() {
        World world = World.build(3, RoadKind.RESIDENTIAL, 1, 1);
        for (int i = 0; i < world.actors().size(); i++) {
            assertThat(world.actors().get(i).id()).isEqualTo(i + 1);
        }
    }

    @Test
    void aDenserWorldHasMoreTraffic() {
        int sparse = World.build(4, RoadKind.CITY, 0.3, 1).actors().size();
        int dense = World.build(4, RoadKind.CITY, 1.2, 1).actors().size();
        assertThat(dense).isGreaterThan(2 * sparse);
        assertThat(World.build(4, RoadKind.CITY, 0, 1).actors()).hasSize(1);
    }

    @Test
    void theRouteIsRoadAllTheWay() {
        for (RoadKind kind : RoadKind.values()) {
            World world = World.build(6, kind, 1, 1);
            for (double s = 0; s < world.route().length(); s += 1.7) {
                Road.Spot spot = world.route().at(s, -0.5 * kind.laneMetres);
                Cover cover = world.ground().cover(spot.east(), spot.north());
                assertThat(cover).as("%s at %f", kind, s).isIn(Cover.ROAD, Cover.MARKING);
            }
        }
    }
}
