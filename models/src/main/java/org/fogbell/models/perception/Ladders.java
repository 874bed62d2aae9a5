package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/**
 * Echoes at one range, one above the other, with farther echoes between them. Another LiDAR's pulses leave such ladders, where some of the
 * lasers that look that way take them for their own: all of them are then wrong by the same range. What really stands there hides what is
 * behind it. It says something only where points are stored laser after laser.
 */
final class Ladders {
    private static final int COLUMNS = 1440;

    /** So that a column of directions that are whole or half degrees lies inside a bin. */
    private static final double BIN_SHIFT = 0.37;

    private static final double SAME_METRES = 0.1;
    private static final double BEHIND_METRES = 1;

    /** A ladder has one rung more; fences and branches make shorter ones. */
    private static final int FEWEST_GAPS = 3;

    private final float[] rungs = new float[COLUMNS];
    private final boolean[] seenBehind = new boolean[COLUMNS];
    private final int[] gaps = new int[COLUMNS];
    private int points;
    private int inLadders;

    /** Before the first point of a sweep. */
    void clear() {
        Arrays.fill(rungs, 0);
        Arrays.fill(seenBehind, false);
        Arrays.fill(gaps, 0);
        points = 0;
        inLadders = 0;
    }

    /**
     * The next point in the order in which they are stored.
     *
     * @param turn direction from above, 0..1 around, as {@link PointBlock#turn}
     * @param rangeMetres above 0
     * @param stands whether it stands before both points that are stored beside it
     */
    void add(double turn, double rangeMetres, boolean stands) {
        points++;
        int column = PointCloudStatistics.bin(turn * COLUMNS + BIN_SHIFT, COLUMNS);
        float rung = rungs[column];
        if (!stands) {
            seenBehind[column] |= rangeMetres > rung + BEHIND_METRES;
            return;
        }
        boolean same = rung > 0 && Math.abs(rung - rangeMetres) < SAME_METRES;
        if (!same) {
            gaps[column] = 0;
        } else if (seenBehind[column]) {
            gaps[column]++;
            inLadders += gaps[column] == FEWEST_GAPS ? FEWEST_GAPS : gaps[column] > FEWEST_GAPS ? 1 : 0;
        }
        rungs[column] = (float) rangeMetres;
        seenBehind[column] = false;
    }

    void put(Map<String, Double> statistics) {
        statistics.put("ladder_share", points == 0 ? 0 : (double) inLadders / points);
    }
}
