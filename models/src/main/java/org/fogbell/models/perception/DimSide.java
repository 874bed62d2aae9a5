package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/**
 * How bright the sensor's dimmest side is, beside all that it sees. Wherever a sensor looks something is bright, in some place; through
 * dirt on the window nothing is. What is near is left out: there is little but road, and a dark vehicle may fill a side.
 */
final class DimSide {
    private static final int SECTORS = 36;
    private static final int SIDE_SECTORS = 4;
    private static final double LOWEST_SLOPE = -0.2;
    private static final double HIGHEST_SLOPE = 0.07;
    private static final int INTENSITIES = 128;
    private static final double NEAR_METRES = 5;
    private static final int FEWEST_POINTS = 50;

    /** Of the points of all sides on average: where there are fewer, a side looks into the open. */
    private static final double FEWEST_SHARE = 0.4;

    /** So much of a side is brighter than what it is told by. */
    private static final double BRIGHT_SHARE = 0.1;

    /** Below that, darker is no different. */
    private static final double DARK = 0.02;

    private final int[] bySector = new int[SECTORS * INTENSITIES];
    private final int[] side = new int[INTENSITIES];

    /** Before the first point of a sweep. */
    void clear() {
        Arrays.fill(bySector, 0);
    }

    /**
     * @param turn direction from above, 0..1 around
     * @param slope height over distance along the ground
     */
    void add(double turn, double slope, double rangeMetres, double intensity) {
        if (slope > LOWEST_SLOPE && slope < HIGHEST_SLOPE && rangeMetres > NEAR_METRES) {
            int sector = PointCloudStatistics.bin(turn * SECTORS, SECTORS);
            bySector[sector * INTENSITIES + PointCloudStatistics.bin(intensity * INTENSITIES, INTENSITIES)]++;
        }
    }

    /** Nothing where no side has enough points. */
    void put(Map<String, Double> statistics) {
        int all = gather(0, SECTORS);
        double fewest = Math.max(FEWEST_POINTS, FEWEST_SHARE * all * SIDE_SECTORS / SECTORS);
        double usual = all == 0 ? 0 : bright(all);
        double dimmest = Double.POSITIVE_INFINITY;
        for (int first = 0; first < SECTORS; first++) {
            int points = gather(first, SIDE_SECTORS);
            if (points >= fewest) {
                dimmest = Math.min(dimmest, bright(points));
            }
        }
        if (dimmest < Double.POSITIVE_INFINITY) {
            statistics.put("dim_side_ratio", dimmest / usual);
        }
    }

    private int gather(int first, int sectors) {
        Arrays.fill(side, 0);
        int points = 0;
        for (int sector = first; sector < first + sectors; sector++) {
            int from = sector % SECTORS * INTENSITIES;
            for (int i = 0; i < INTENSITIES; i++) {
                side[i] += bySector[from + i];
                points += bySector[from + i];
            }
        }
        return points;
    }

    private double bright(int points) {
        return DARK + PointCloudStatistics.quantile(side, points, 1 - BRIGHT_SHARE) / INTENSITIES;
    }
}
