package org.fogbell.models.perception;

import java.util.Arrays;

/**
 * The nearest return in each direction, on a coarse grid of directions: what floats in front of everything else (snow, spray,
 * crosstalk) shows as a return that has no neighbour at its range.
 */
final class NearestReturns {
    private static final int TURNS = 360;
    private static final int SLOPES = 32;
    private static final double TOLERANCE_METRES = 0.5;
    private static final double TOLERANCE_SHARE = 0.05;

    private final float[] metres = new float[TURNS * SLOPES];

    NearestReturns() {
        Arrays.fill(metres, Float.POSITIVE_INFINITY);
    }

    /**
     * @param turn direction from above, 0..1 around
     * @param slope direction from the side, 0..1 from the lowest to the highest; others count as these
     */
    void add(double turn, double slope, double rangeMetres) {
        int cell = bin(slope * SLOPES, SLOPES) * TURNS + bin(turn * TURNS, TURNS);
        if (rangeMetres < metres[cell]) {
            metres[cell] = (float) rangeMetres;
        }
    }

    /** Share of the directions with a return in which none of the eight around has one at about the same range; 0..1. */
    double isolatedShare() {
        int seen = 0;
        int isolated = 0;
        for (int slope = 0; slope < SLOPES; slope++) {
            for (int turn = 0; turn < TURNS; turn++) {
                float range = metres[slope * TURNS + turn];
                if (range < Float.POSITIVE_INFINITY) {
                    seen++;
                    isolated += hasNeighbour(slope, turn, range) ? 0 : 1;
                }
            }
        }
        return seen == 0 ? 0 : (double) isolated / seen;
    }

    private boolean hasNeighbour(int slope, int turn, float range) {
        double tolerance = TOLERANCE_METRES + TOLERANCE_SHARE * range;
        for (int up = Math.max(0, slope - 1); up <= Math.min(SLOPES - 1, slope + 1); up++) {
            for (int round = -1; round <= 1; round++) {
                if (up == slope && round == 0) {
                    continue;
                }
                float other = metres[up * TURNS + Math.floorMod(turn + round, TURNS)];
                if (Math.abs(other - range) < tolerance) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int bin(double value, int bins) {
        return (int) Math.min(Math.max(value, 0), bins - 1);
    }
}
