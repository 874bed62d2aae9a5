package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roads of a world and the ground they lie in: a closed route, side roads that meet it, and who has taken which piece
 * of ground. Things are placed by claiming ground, so that nothing stands in anything else.
 */
final class StreetPlan {
    static final double HALF_METRES = 340;
    private static final double CROSSING_METRES = 9;
    private static final double STAMP_METRES = 0.12;

    final RoadKind kind;
    final Ground ground;
    final Road route;

    private final List<Road> roads = new ArrayList<>();
    private final List<Double> crossings = new ArrayList<>();

    StreetPlan(long seed, RoadKind kind) {
        this.kind = kind;
        Dice dice = new Dice(seed, 2);
        ground = Ground.hilly(HALF_METRES, seed, dice.between(0.002, 0.03));
        route = loop(dice);
        roads.add(route);
        if (kind != RoadKind.HIGHWAY) {
            branch(dice);
        }
        pave(kind.edgeMetres() + 0.6, Cover.LAWN);
        pave(kind.edgeMetres(), Cover.PAVEMENT);
        pave(kind.kerbMetres(), Cover.PARKING);
        pave(kind.lanesHalfMetres(), Cover.ROAD);
        mark();
    }

    /** The route first. */
    List<Road> roads() {
        return roads;
    }

    private Road loop(Dice dice) {
        int n = 5 + dice.below(3);
        double[][] corners = new double[n][];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * (i + dice.between(-0.22, 0.22)) / n;
            double radius = dice.between(110, 200);
            corners[i] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        }
        return Road.loop(corners, kind == RoadKind.HIGHWAY ? 150 : dice.between(15, 60));
    }

    /** Side roads begin at the route or cross it. */
    private void branch(Dice dice) {
        for (double s = dice.between(30, 80); s < route.length() - 30; s += dice.between(60, 170)) {
            Road.Spot spot = route.at(s, 0);
            double heading = spot.heading() + (dice.chance(0.5) ? 1 : -1) * Math.PI / 2 + dice.between(-0.2, 0.2);
            double back = dice.chance(0.4) ? 60 : 0;
            roads.add(Road.straight(
                    spot.east() - back * StrictMath.cos(heading),
                    spot.north() - back * StrictMath.sin(heading),
                    heading,
                    (int) (back + dice.between(60, 110))));
            crossings.add(s);
        }
    }

    private void pave(double half, Cover cover) {
        for (Road road : roads) {
            for (double s = 0; s < road.length(); s += STAMP_METRES) {
                Road.Spot right = road.at(s, -half);
                Road.Spot left = road.at(s, half);
                for (double across = 0; across <= 2 * half; across += STAMP_METRES * 1.3) {
                    double share = across / (2 * half);
                    double east = Noise.lerp(right.east(), left.east(), share);
                    ground.stamp(east, Noise.lerp(right.north(), left.north(), share), cover);
                }
            }
        }
    }

    private void mark() {
        for (double s = 0; s < route.length(); s += STAMP_METRES) {
            if (nearCrossing(s)) {
                continue;
            }
            for (int lane = -kind.lanesPerSide; lane <= kind.lanesPerSide; lane++) {
                boolean edge = Math.abs(lane) == kind.lanesPerSide;
                boolean drawn =
                        edge ? kind != RoadKind.RESIDENTIAL : s % 9 < 4 || (lane == 0 && kind == RoadKind.HIGHWAY);
                if (drawn) {
                    double inward = edge ? -0.15 * Math.signum(lane) : 0;
                    Road.Spot spot = route.at(s, lane * kind.laneMetres + inward);
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

    /** Ground beside the roads that nothing stands on yet. */
    boolean isFree(double east, double north) {
        Cover cover = ground.cover(east, north);
        return cover == Cover.MEADOW || cover == Cover.LAWN || cover == Cover.PAVEMENT;
    }

    /** Takes a rectangle around a spot for a thing; false where a road or another thing has part of it. */
    boolean claim(Road.Spot spot, double length, double depth) {
        return claim(spot, length, depth, null, Cover.BUILT);
    }

    /** Takes a stall of a parking strip; false outside the strip and where another vehicle stands. */
    boolean claimStall(Road.Spot spot, double length, double width) {
        return claim(spot, length, width, Cover.PARKING, Cover.STALL);
    }

    private boolean claim(Road.Spot spot, double length, double depth, @Nullable Cover wanted, Cover taken) {
        double cos = StrictMath.cos(spot.heading());
        double sin = StrictMath.sin(spot.heading());
        for (int pass = 0; pass < 2; pass++) {
            for (double x = -length / 2; x <= length / 2; x += 0.2) {
                for (double y = -depth / 2; y <= depth / 2; y += 0.2) {
                    double east = spot.east() + x * cos - y * sin;
                    double north = spot.north() + x * sin + y * cos;
                    if (pass == 1) {
                        ground.stamp(east, north, taken);
                    } else if (wanted == null ? !isFree(east, north) : ground.cover(east, north) != wanted) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Upright on the ground at a spot, turned against its heading. */
    Placement upright(Road.Spot spot, double turn) {
        double up = ground.surface(spot.east(), spot.north());
        return Placement.upright(spot.east(), spot.north(), up, spot.heading() + turn);
    }
}
