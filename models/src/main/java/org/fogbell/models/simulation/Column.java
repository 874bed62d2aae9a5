package org.fogbell.models.simulation;

import java.util.Arrays;

/**
 * The solids that the beams of one shot may meet. They all stand in one upright slice of the world, so that a hierarchy is
 * asked once for the slice instead of once for every beam. Mutable and reused; it belongs to one thread.
 */
final class Column {
    private static final double TINY = 1e-9;

    /** Nearer than this a slope says nothing. */
    private static final double CLOSE_METRES = 0.01;

    private final double farthestMetres;

    /** How far a beam may run beside the middle of its slice: a sensor stands aslant and its beams spread. */
    private final double sideMetres;

    private double originX;
    private double originY;
    private double lowestZ;
    private double highestZ;
    private double inverseX;
    private double inverseY;

    private int size;
    private Solids[] owners = new Solids[64];
    private int[] solids = new int[64];
    private double[] entries = new double[64];
    private double[] lowest = new double[64];
    private double[] highest = new double[64];
    private final int[] nodes = new int[Ray.DEPTH];

    Column(double farthestMetres, double sideMetres) {
        this.farthestMetres = farthestMetres;
        this.sideMetres = sideMetres;
    }

    /** Turns to another slice, from x and y towards dx and dy; its beams start between two heights. */
    void turn(double x, double y, double lowZ, double highZ, double dx, double dy) {
        double norm = 1 / Math.sqrt(dx * dx + dy * dy);
        originX = x;
        originY = y;
        lowestZ = lowZ;
        highestZ = highZ;
        inverseX = 1 / (Math.abs(dx * norm) < TINY ? TINY : dx * norm);
        inverseY = 1 / (Math.abs(dy * norm) < TINY ? TINY : dy * norm);
        size = 0;
    }

    /** Adds what stands in the slice. */
    void collect(Bvh bvh) {
        int depth = 0;
        int node = bvh.isEmpty() ? -1 : 0;
        while (node >= 0) {
            boolean enters = entry(bvh.bounds(), node) < Ray.NOTHING;
            if (enters && bvh.isLeaf(node)) {
                for (int i = 0; i < bvh.leafSize(node); i++) {
                    add(bvh.solids(), bvh.leafSolid(node, i));
                }
            } else if (enters) {
                nodes[depth++] = bvh.second(node);
                node = node + 1;
                continue;
            }
            node = depth == 0 ? -1 : nodes[--depth];
        }
    }

    private void add(Solids from, int solid) {
        double enter = entry(from.bounds(), solid);
        if (enter == Ray.NOTHING) {
            return;
        }
        if (size == solids.length) {
            grow();
        }
        double near = Math.max(enter, CLOSE_METRES);
        double far = Math.max(leave(from.bounds(), solid), near);
        double down = from.bound(solid, 2) - highestZ;
        double up = from.bound(solid, 5) - lowestZ;
        int at = size++;
        while (at > 0 && entries[at - 1] > enter) {
            move(at - 1, at);
            at--;
        }
        owners[at] = from;
        solids[at] = solid;
        entries[at] = enter;
        lowest[at] = down / (down > 0 ? far : near);
        highest[at] = up / (up > 0 ? near : far);
    }

    private void move(int from, int to) {
        owners[to] = owners[from];
        solids[to] = solids[from];
        entries[to] = entries[from];
        lowest[to] = lowest[from];
        highest[to] = highest[from];
    }

    private void grow() {
        int capacity = size * 2;
        owners = Arrays.copyOf(owners, capacity);
        solids = Arrays.copyOf(solids, capacity);
        entries = Arrays.copyOf(entries, capacity);
        lowest = Arrays.copyOf(lowest, capacity);
        highest = Arrays.copyOf(highest, capacity);
    }

    /** Level metres to where the slice enters the bounds of a box; nothing where it does not. */
    private double entry(double[] bounds, int box) {
        int at = box * Solids.BOUNDS;
        double x0 = (bounds[at] - sideMetres - originX) * inverseX;
        double x1 = (bounds[at + 3] + sideMetres - originX) * inverseX;
        double y0 = (bounds[at + 1] - sideMetres - originY) * inverseY;
        double y1 = (bounds[at + 4] + sideMetres - originY) * inverseY;
        double enter = Math.max(Math.max(Math.min(x0, x1), Math.min(y0, y1)), 0);
        double leave = Math.min(Math.max(x0, x1), Math.max(y0, y1));
        return enter <= leave && enter < farthestMetres ? enter : Ray.NOTHING;
    }

    private double leave(double[] bounds, int box) {
        int at = box * Solids.BOUNDS;
        double x0 = (bounds[at] - sideMetres - originX) * inverseX;
        double x1 = (bounds[at + 3] + sideMetres - originX) * inverseX;
        double y0 = (bounds[at + 1] - sideMetres - originY) * inverseY;
        double y1 = (bounds[at + 4] + sideMetres - originY) * inverseY;
        return Math.min(Math.max(x0, x1), Math.max(y0, y1));
    }

    /** Lets a ray within the slice meet what lies along it; afterwards it holds the nearest hit. */
    void trace(Ray ray) {
        double run = Math.sqrt(ray.directionX * ray.directionX + ray.directionY * ray.directionY);
        double slope = ray.directionZ / run;
        for (int i = 0; i < size && entries[i] <= ray.distance * run; i++) {
            if (slope >= lowest[i] && slope <= highest[i]) {
                owners[i].meet(solids[i], ray);
            }
        }
    }
}
