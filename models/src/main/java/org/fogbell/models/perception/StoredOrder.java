package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/**
 * Each point beside those stored before and after it, where they lie within a degree of it: how rough surfaces are, and what sticks out
 * of them. It says something only where points are stored as the sensor scanned them.
 */
final class StoredOrder {
    private static final int ROUGHNESS_BINS = 512;
    private static final double ROUGHNESS_BINS_PER_METRE = 1000;
    /** Of the second difference of three equal, independent errors. */
    private static final double SECOND_DIFFERENCE = Math.sqrt(6);

    private static final double SPIKE_METRES = 1;
    private static final double NEIGHBOUR_COSINE = Math.cos(Math.toRadians(1));
    private static final double STEADY_METRES = 0.001;
    private static final int STEADY_POINTS = 5;

    private final int[] roughness = new int[ROUGHNESS_BINS];
    private int triples;
    private int spikes;
    private int steadyRun;
    private int steady;

    /** Before the first point of a sweep. */
    void clear() {
        Arrays.fill(roughness, 0);
        triples = 0;
        spikes = 0;
        steadyRun = 0;
        steady = 0;
    }

    /** @param i a place of the block, with a point in it that is an echo; places and blocks come in order */
    void compare(PointBlock block, int i) {
        if (block.cosineBefore[i] > NEIGHBOUR_COSINE && block.cosineAfter[i] > NEIGHBOUR_COSINE) {
            count(block.rangeBefore[i], block.range[i], block.rangeAfter[i]);
        } else {
            steadyRun = 0;
        }
    }

    /** Whether a point stands over a metre before both its neighbours, where it has them. */
    static boolean stands(PointBlock block, int i) {
        return block.cosineBefore[i] > NEIGHBOUR_COSINE
                && block.cosineAfter[i] > NEIGHBOUR_COSINE
                && block.rangeBefore[i] - block.range[i] > SPIKE_METRES
                && block.rangeAfter[i] - block.range[i] > SPIKE_METRES;
    }

    /** Whether a point is at another range than both its neighbours, and over a metre before one of them; one that it lacks is at another range. */
    static boolean standsApart(PointBlock block, int i) {
        double before = block.cosineBefore[i] > NEIGHBOUR_COSINE ? block.rangeBefore[i] - block.range[i] : Double.NaN;
        double after = block.cosineAfter[i] > NEIGHBOUR_COSINE ? block.rangeAfter[i] - block.range[i] : Double.NaN;
        boolean isNear = Math.abs(before) <= SPIKE_METRES || Math.abs(after) <= SPIKE_METRES;
        return !isNear && (before > SPIKE_METRES || after > SPIKE_METRES);
    }

    private void count(double before, double range, double after) {
        triples++;
        double fromBefore = before - range;
        double fromAfter = after - range;
        boolean isSteady = Math.abs(fromBefore) < STEADY_METRES && Math.abs(fromAfter) < STEADY_METRES;
        steadyRun = isSteady ? steadyRun + 1 : 0;
        if (steadyRun >= STEADY_POINTS) {
            steady += steadyRun == STEADY_POINTS ? STEADY_POINTS : 1;
        }
        double bend = Math.abs(before - 2 * range + after);
        roughness[PointCloudStatistics.bin(bend / SECOND_DIFFERENCE * ROUGHNESS_BINS_PER_METRE, ROUGHNESS_BINS)]++;
        if (Math.abs(fromBefore) > SPIKE_METRES && Math.abs(fromAfter) > SPIKE_METRES && fromBefore * fromAfter > 0) {
            spikes++;
        }
    }

    /** Nothing where no point has neighbours. */
    void put(Map<String, Double> statistics) {
        if (triples > 0) {
            statistics.put(
                    "roughness_metres",
                    PointCloudStatistics.quantile(roughness, triples, 0.5) / ROUGHNESS_BINS_PER_METRE);
            statistics.put("spike_share", (double) spikes / triples);
            statistics.put("steady_share", (double) steady / triples);
        }
    }
}
