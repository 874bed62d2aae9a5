package org.fogbell.models.simulation;

import org.jspecify.annotations.Nullable;

/**
 * One ray and the nearest thing it has met so far. Mutable and reused, so that tracing allocates nothing; it belongs to
 * one thread.
 */
final class Ray {
    static final double NOTHING = Double.POSITIVE_INFINITY;

    /** No hierarchy is deeper. */
    static final int DEPTH = 64;

    private static final double TINY = 1e-12;

    double originX;
    double originY;
    double originZ;
    double directionX;
    double directionY;
    double directionZ;
    double inverseX;
    double inverseY;
    double inverseZ;
    double scaledX;
    double scaledY;
    double scaledZ;

    /** Seconds after the moment the moving things were placed. */
    double delaySeconds;

    /** Decides where inside foliage this ray ends, and whether it passes glass. */
    long seed;

    /** What lies nearer than this is not seen. */
    double start;

    /** Metres to the nearest hit, or the farthest distance looked at while nothing is hit. */
    double distance;

    /** The set of solids that was hit; null while nothing or only the ground is. */
    @Nullable
    Solids solids;

    int solid;
    boolean pane;

    @Nullable
    Cover cover;

    double normalX;
    double normalY;
    double normalZ;

    /** Nodes of a hierarchy that are still to be looked at, and where the ray enters them. */
    final int[] nodes = new int[DEPTH];

    final double[] entries = new double[DEPTH];

    void aim(double x, double y, double z, double dx, double dy, double dz) {
        originX = x;
        originY = y;
        originZ = z;
        directionX = Math.abs(dx) < TINY ? TINY : dx;
        directionY = Math.abs(dy) < TINY ? TINY : dy;
        directionZ = Math.abs(dz) < TINY ? TINY : dz;
        inverseX = 1 / directionX;
        inverseY = 1 / directionY;
        inverseZ = 1 / directionZ;
        scaledX = x * inverseX;
        scaledY = y * inverseY;
        scaledZ = z * inverseZ;
    }

    void look(double from, double to) {
        start = from;
        distance = to;
        solids = null;
        cover = null;
    }

    boolean hit() {
        return solids != null || cover != null;
    }

    double x() {
        return originX + directionX * distance;
    }

    double y() {
        return originY + directionY * distance;
    }

    double z() {
        return originZ + directionZ * distance;
    }

    void turnNormalToViewer() {
        if (normalX * directionX + normalY * directionY + normalZ * directionZ > 0) {
            normalX = -normalX;
            normalY = -normalY;
            normalZ = -normalZ;
        }
    }
}
