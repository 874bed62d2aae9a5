package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/**
 * Echoes at one range, one above the other, with farther ones between them, at a range that the directions to the left and right hardly know.
 * The pulses of another LiDAR, whose clock runs against this one's, leave that: all lasers that take them for their own in one shot are wrong
 * by the same range, and in the next shot by another one. It says something only where points are stored laser after laser.
 */
final class SpiralArms {
    private static final int COLUMNS = 360;

    /** So that a column of directions that are whole or half degrees lies inside a bin. */
    private static final double BIN_SHIFT = 0.37;

    private static final double SAME_METRES = 0.05;
    private static final double APART_METRES = 1;
    private static final int FEWEST_GAPS = 3;
    private static final int FEWEST_ECHOES = FEWEST_GAPS + 1;

    /** Of how densely its own column is filled at that range, the columns beside it are at most. */
    private static final double BESIDE = 0.5;

    private float[] range = new float[1024];
    private short[] column = new short[1024];
    private boolean[] stands = new boolean[1024];
    private float[] sorted = new float[1024];
    private boolean[] sortedStands = new boolean[1024];
    private long[] candidates = new long[64];
    private final int[] from = new int[COLUMNS + 1];
    private final int[] standing = new int[COLUMNS];
    private int points;

    /** Before the first point of a sweep. */
    void clear() {
        points = 0;
        Arrays.fill(standing, 0);
    }

    /**
     * The next point in the order in which they are stored.
     *
     * @param turn direction from above, 0..1 around
     * @param stands whether it stands apart from what is stored beside it, {@link StoredOrder#standsApart}
     */
    void add(double turn, double rangeMetres, boolean stands) {
        if (points == range.length) {
            grow();
        }
        int bin = PointCloudStatistics.bin(turn * COLUMNS + BIN_SHIFT, COLUMNS);
        range[points] = (float) rangeMetres;
        column[points] = (short) bin;
        this.stands[points++] = stands;
        standing[bin] += stands ? 1 : 0;
    }

    private void grow() {
        range = Arrays.copyOf(range, 2 * points);
        column = Arrays.copyOf(column, 2 * points);
        stands = Arrays.copyOf(stands, 2 * points);
        sorted = new float[2 * points];
        sortedStands = new boolean[2 * points];
    }

    void put(Map<String, Double> statistics) {
        int inArms = 0;
        boolean isSorted = false;
        for (int i = 0; i < COLUMNS; i++) {
            if (standing[i] >= FEWEST_ECHOES) {
                if (!isSorted) {
                    sortByColumn();
                    isSorted = true;
                }
                inArms += inArm(i);
            }
        }
        statistics.put("spiral_share", points == 0 ? 0 : (double) inArms / points);
    }

    /** In the order in which they are stored, within a column. */
    private void sortByColumn() {
        Arrays.fill(from, 0);
        for (int i = 0; i < points; i++) {
            from[column[i] + 1]++;
        }
        for (int i = 0; i < COLUMNS; i++) {
            from[i + 1] += from[i];
        }
        for (int i = 0; i < points; i++) {
            int at = from[column[i]]++;
            sorted[at] = range[i];
            sortedStands[at] = stands[i];
        }
        System.arraycopy(from, 0, from, 1, COLUMNS);
        from[0] = 0;
    }

    /** The most echoes of a column that are at one range, if there are enough gaps between them and few of it beside. */
    private int inArm(int bin) {
        int count = sortCandidates(bin);
        int most = 0;
        float nearest = 0;
        int last = 0;
        for (int first = 0; first < count; first++) {
            float metres = metres(candidates[first]);
            while (last < count && metres(candidates[last]) - metres <= SAME_METRES) {
                last++;
            }
            if (last - first >= Math.max(FEWEST_ECHOES, most + 1) && gaps(first, last, metres) >= FEWEST_GAPS) {
                most = last - first;
                nearest = metres;
            }
        }
        return most > 0 && isAlone(bin, most, nearest) ? most : 0;
    }

    /** By range, which is not negative, so that its bits are in its order. */
    private int sortCandidates(int bin) {
        if (standing[bin] > candidates.length) {
            candidates = new long[2 * standing[bin]];
        }
        int count = 0;
        for (int i = from[bin]; i < from[bin + 1]; i++) {
            if (sortedStands[i]) {
                candidates[count++] = (long) Float.floatToRawIntBits(sorted[i]) << Integer.SIZE | i;
            }
        }
        Arrays.sort(candidates, 0, count);
        return count;
    }

    private static float metres(long candidate) {
        return Float.intBitsToFloat((int) (candidate >> Integer.SIZE));
    }

    /** Between how many of these candidates, one above the other, something farther is seen. */
    private int gaps(int first, int last, float metres) {
        long[] echoes = new long[last - first];
        for (int i = 0; i < echoes.length; i++) {
            echoes[i] = (int) candidates[first + i];
        }
        Arrays.sort(echoes);
        int gaps = 0;
        for (int i = 1; i < echoes.length; i++) {
            boolean isGap = false;
            for (int between = (int) echoes[i - 1] + 1; between < echoes[i]; between++) {
                isGap |= sorted[between] > metres + APART_METRES;
            }
            gaps += isGap ? 1 : 0;
        }
        return gaps;
    }

    private boolean isAlone(int bin, int echoes, float metres) {
        int there = 0;
        int all = 0;
        for (int side = -1; side <= 1; side += 2) {
            int beside = Math.floorMod(bin + side, COLUMNS);
            all += from[beside + 1] - from[beside];
            for (int i = from[beside]; i < from[beside + 1]; i++) {
                there += Math.abs(sorted[i] - metres) < APART_METRES ? 1 : 0;
            }
        }
        return (double) there * (from[bin + 1] - from[bin]) <= BESIDE * echoes * all;
    }
}
