package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/**
 * The nearest return in each direction, on a coarse grid of directions: what floats in front of everything else (snow, spray,
 * crosstalk) shows as a return that has no neighbour at its range.
 */
final class NearestReturns {
    private static final int TURNS = 360;
    /** Rows from the lowest to the highest direction. */
    static final int SLOPES = 32;

    private static final double TOLERANCE_METRES = 0.5;
    private static final double TOLERANCE_SHARE = 0.05;
    private static final int FEWEST_BEHIND = 3;
    private static final double FAINT = 0.03;
    private static final double FAINT_METRES = 25;

    private final float[] metres = new float[TURNS * SLOPES];

    private final boolean[] faint = new boolean[TURNS * SLOPES];

    NearestReturns() {
        clear();
    }

    /** Before the first point of a sweep. */
    void clear() {
        Arrays.fill(metres, Float.POSITIVE_INFINITY);
        Arrays.fill(faint, false);
    }

    /**
     * @param turn direction from above, 0..1 around
     * @param row direction from the side, below {@link #SLOPES}
     */
    void add(double turn, int row, double rangeMetres, float intensity) {
        int cell = row * TURNS + PointCloudStatistics.bin(turn * TURNS, TURNS);
        if (rangeMetres < metres[cell]) {
            metres[cell] = (float) rangeMetres;
            faint[cell] = intensity < FAINT;
        }
    }

    /** Shares of the directions with a return, 0..1. */
    void put(Map<String, Double> statistics) {
        int seen = 0;
        int isolated = 0;
        int thin = 0;
        int floating = 0;
        for (int slope = 0; slope < SLOPES; slope++) {
            for (int turn = 0; turn < TURNS; turn++) {
                int cell = slope * TURNS + turn;
                float range = metres[cell];
                if (range < Float.POSITIVE_INFINITY) {
                    seen++;
                    isolated += hasNeighbour(slope, turn, range) ? 0 : 1;
                    boolean isThin = isBeforeItsSides(slope, turn, range);
                    thin += isThin ? 1 : 0;
                    boolean isFaint = faint[cell] && range < FAINT_METRES;
                    floating += isThin && isFaint && isBeforeWhatIsAboveAndBelow(slope, turn, range) ? 1 : 0;
                }
            }
        }
        statistics.put("isolated_share", share(isolated, seen));
        statistics.put("thin_share", share(thin, seen));
        statistics.put("faint_floating_share", share(floating, seen));
    }

    private static double share(int count, int seen) {
        return seen == 0 ? 0 : (double) count / seen;
    }

    private boolean hasNeighbour(int slope, int turn, float range) {
        for (int up = Math.max(0, slope - 1); up <= Math.min(SLOPES - 1, slope + 1); up++) {
            for (int round = -1; round <= 1; round++) {
                if (up == slope && round == 0) {
                    continue;
                }
                if (Math.abs(at(up, turn + round) - range) < tolerance(range)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it stands before all that is seen to its left and right, and something is. */
    private boolean isBeforeItsSides(int slope, int turn, float range) {
        int farther = 0;
        for (int up = slope - 1; up <= slope + 1; up++) {
            for (int round = -1; round <= 1; round += 2) {
                float other = at(up, turn + round);
                if (other < range + tolerance(range)) {
                    return false;
                }
                farther += other < Float.POSITIVE_INFINITY ? 1 : 0;
            }
        }
        return farther >= FEWEST_BEHIND;
    }

    private boolean isBeforeWhatIsAboveAndBelow(int slope, int turn, float range) {
        return Math.min(at(slope - 1, turn), at(slope + 1, turn)) >= range + tolerance(range);
    }

    private float at(int slope, int turn) {
        return slope < 0 || slope >= SLOPES
                ? Float.POSITIVE_INFINITY
                : metres[slope * TURNS + Math.floorMod(turn, TURNS)];
    }

    private static double tolerance(float range) {
        return TOLERANCE_METRES + TOLERANCE_SHARE * range;
    }
}
