package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * Sloping terrain and what covers it: a smooth height every two metres, and a cover (road, pavement, lawn, ...) every
 * quarter metre. Covers differ in height, which makes kerbs.
 */
final class Ground {
    static final double CELL_METRES = 0.25;
    private static final double POST_METRES = 2;
    private static final List<Cover> COVERS = List.of(Cover.values());
    private static final int NEWTON_STEPS = 6;
    private static final int HALVINGS = 6;

    /** Deeper below the surface than this a ray cannot be where it met it, unless it came through a kerb's face. */
    private static final double KERB_METRES = 0.015;

    private final double half;
    private final int posts;
    private final float[] heights;
    private final int cells;
    private final byte[] covers;

    /** A level square of {@code 2 half} metres around the origin, {@code up} metres high; everything outside repeats its edge. */
    Ground(double half, double up) {
        this.half = half;
        posts = (int) (2 * half / POST_METRES) + 1;
        heights = new float[posts * posts];
        cells = (int) (2 * half / CELL_METRES);
        covers = new byte[cells * cells];
        Arrays.fill(heights, (float) up);
    }

    /** The same square with hills whose flanks rise about {@code steepness} metres a metre, and with an uneven surface. */
    static Ground hilly(double half, long seed, double steepness) {
        Ground ground = new Ground(half, 0);
        Dice dice = new Dice(seed, 1);
        for (int hill = 0; hill < 5; hill++) {
            ground.roll(dice, dice.between(120, 420), steepness / 2);
        }
        double unevenness = dice.between(0.002, 0.006);
        for (int swell = 0; swell < 6; swell++) {
            ground.roll(dice, dice.between(18, 80), unevenness);
        }
        return ground;
    }

    /** Adds a wave of one length whose flanks rise {@code slope} metres a metre at most. */
    private void roll(Dice dice, double lengthMetres, double slope) {
        double direction = dice.between(0, 2 * Math.PI);
        double phase = dice.between(0, 2 * Math.PI);
        double wave = 2 * Math.PI / lengthMetres;
        double kx = wave * StrictMath.cos(direction);
        double ky = wave * StrictMath.sin(direction);
        for (int j = 0; j < posts; j++) {
            for (int i = 0; i < posts; i++) {
                double x = i * POST_METRES - half;
                double y = j * POST_METRES - half;
                heights[j * posts + i] += (float) (slope / wave * StrictMath.sin(kx * x + ky * y + phase));
            }
        }
    }

    Cover cover(double east, double north) {
        int i = (int) ((east + half) / CELL_METRES);
        int j = (int) ((north + half) / CELL_METRES);
        if (east < -half || north < -half || i >= cells || j >= cells) {
            return Cover.MEADOW;
        }
        return COVERS.get(covers[j * cells + i]);
    }

    void stamp(double east, double north, Cover cover) {
        int i = (int) ((east + half) / CELL_METRES);
        int j = (int) ((north + half) / CELL_METRES);
        if (east >= -half && north >= -half && i < cells && j < cells) {
            covers[j * cells + i] = (byte) COVERS.indexOf(cover);
        }
    }

    /** Metres up of the bare terrain. */
    double terrain(double east, double north) {
        double u = column(east);
        double v = column(north);
        int i = (int) u;
        int j = (int) v;
        int at = j * posts + i;
        double near = Noise.lerp(heights[at], heights[at + 1], u - i);
        double far = Noise.lerp(heights[at + posts], heights[at + posts + 1], u - i);
        return Noise.lerp(near, far, v - j);
    }

    /** Metres up of what one stands on. */
    double surface(double east, double north) {
        return terrain(east, north) + cover(east, north).riseMetres;
    }

    /** Metres the terrain rises per metre east, over the length of a car. */
    double slopeEast(double east, double north) {
        return (terrain(east + 2, north) - terrain(east - 2, north)) / 4;
    }

    double slopeNorth(double east, double north) {
        return (terrain(east, north + 2) - terrain(east, north - 2)) / 4;
    }

    private double column(double metres) {
        return Math.max(0, Math.min((metres + half) / POST_METRES, posts - 1.001));
    }

    /**
     * Lets the ray meet the ground. Newton's steps lead to where the ray dips below the highest cover and to where it
     * would reach the bare terrain; between the two it is walked cell by cell, for there the kerbs are.
     */
    void trace(Ray ray) {
        double top = descend(ray, ray.start, Cover.HIGHEST);
        if (top >= ray.distance) {
            return;
        }
        double bottom = descend(ray, top, 0);
        double run = Math.sqrt(ray.directionX * ray.directionX + ray.directionY * ray.directionY);
        double stride = CELL_METRES / 2 / Math.max(run, 0.05);
        double above = top;
        for (double t = top; t < ray.distance; t += stride) {
            double at = Math.min(t, bottom);
            if (at == bottom || depth(ray, at) >= 0) {
                double hit = surfaceBetween(ray, above, at);
                keep(ray, hit, depth(ray, hit) > KERB_METRES);
                return;
            }
            above = at;
        }
    }

    /** Metres that the ray is below the surface, so many metres along. */
    private double depth(Ray ray, double t) {
        double x = ray.originX + ray.directionX * t;
        double y = ray.originY + ray.directionY * t;
        return surface(x, y) - ray.originZ - ray.directionZ * t;
    }

    private Cover coverAt(Ray ray, double t) {
        return cover(ray.originX + ray.directionX * t, ray.originY + ray.directionY * t);
    }

    private double surfaceBetween(Ray ray, double above, double below) {
        if (coverAt(ray, above) == coverAt(ray, below)) {
            double under = depth(ray, below);
            double over = -depth(ray, above);
            return under + over <= 1e-9 ? below : below - (below - above) * under / (under + over);
        }
        double low = above;
        double high = below;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (depth(ray, middle) >= 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Newton's steps along the ray to the terrain raised by {@code lift}; the slope is that of the square stood on. */
    private double descend(Ray ray, double from, double lift) {
        double t = from;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double u = column(ray.originX + ray.directionX * t);
            double v = column(ray.originY + ray.directionY * t);
            int i = (int) u;
            int j = (int) v;
            int at = j * posts + i;
            double southWest = heights[at];
            double east = heights[at + 1] - southWest;
            double north = heights[at + posts] - southWest;
            double twist = heights[at + posts + 1] - southWest - east - north;
            double slopeEast = east + twist * (v - j);
            double slopeNorth = north + twist * (u - i);
            double up = southWest + east * (u - i) + slopeNorth * (v - j);
            double gap = ray.originZ + ray.directionZ * t - up - lift;
            if (Math.abs(gap) < 1e-3) {
                return t;
            }
            double closing = (slopeEast * ray.directionX + slopeNorth * ray.directionY) / POST_METRES - ray.directionZ;
            if (closing < 1e-4) {
                return gap < 0 ? t : Ray.NOTHING;
            }
            t = Math.max(from, t + gap / closing);
            if (t >= ray.distance) {
                return Ray.NOTHING;
            }
        }
        return t;
    }

    private void keep(Ray ray, double distance, boolean kerb) {
        if (distance >= ray.distance) {
            return;
        }
        ray.distance = distance;
        ray.solids = null;
        ray.cover = cover(ray.x(), ray.y());
        if (kerb) {
            double run = Math.sqrt(ray.directionX * ray.directionX + ray.directionY * ray.directionY);
            ray.normalX = -ray.directionX / run;
            ray.normalY = -ray.directionY / run;
            ray.normalZ = 0;
        } else {
            double slopeEast = slopeEast(ray.x(), ray.y());
            double slopeNorth = slopeNorth(ray.x(), ray.y());
            double norm = 1 / Math.sqrt(1 + slopeEast * slopeEast + slopeNorth * slopeNorth);
            ray.normalX = -slopeEast * norm;
            ray.normalY = -slopeNorth * norm;
            ray.normalZ = norm;
        }
    }
}
