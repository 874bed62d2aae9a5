package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fogbell.models.frame.PointCloud;

/**
 * The physical statistics of a sweep: one pass over its points, and those that find the ground. {@link FrameStatistics} names
 * them. Keeps its histograms from sweep to sweep: one a thread.
 */
/*
 * Directions are counted in bins of the tangent and of a diamond angle, which are monotone in the true angles and take no
 * arc tangent. Points nearer than half a metre are the vehicle itself, or stand for no echo; they are counted as points only.
 */
final class PointCloudStatistics {
    private static final double NEAREST_METRES = 0.5;
    private static final int SECTORS = 72;
    private static final int SLOPES = 256;
    private static final double LOWEST_SLOPE = -0.6;
    private static final double SLOPE_RANGE = 1.0;
    private static final int RANGE_BINS = 1000;
    private static final double RANGE_BINS_PER_METRE = 4;
    private static final int INTENSITY_BINS = 256;
    private static final double NEAR_METRES = 15;
    private static final double FAR_METRES = 30;

    private final PointBlock block = new PointBlock();
    private final int[] ranges = new int[RANGE_BINS];
    private final int[] intensities = new int[INTENSITY_BINS];
    private final int[] sectors = new int[SECTORS];
    private final int[] slopes = new int[SLOPES];
    private final NearestReturns nearest = new NearestReturns();
    private final ScanPattern pattern = new ScanPattern();
    private final StoredOrder order = new StoredOrder();
    private final Ladders ladders = new Ladders();
    private final SpiralArms arms = new SpiralArms();
    private final DimSide dimSide = new DimSide();
    private final RangeOffset offset = new RangeOffset();
    private int finite;
    private int measured;
    private double nearIntensity;
    private int nearPoints;
    private double farIntensity;
    private int farPoints;

    /** In the order of {@link FrameStatistics#of}; nothing of the sweep before is in it. */
    Map<String, Double> of(PointCloud cloud) {
        clear();
        count(cloud);
        return byName(cloud);
    }

    private void clear() {
        Arrays.fill(ranges, 0);
        Arrays.fill(intensities, 0);
        Arrays.fill(sectors, 0);
        Arrays.fill(slopes, 0);
        nearest.clear();
        pattern.clear();
        order.clear();
        ladders.clear();
        arms.clear();
        dimSide.clear();
        offset.clear();
        finite = 0;
        measured = 0;
        nearIntensity = 0;
        nearPoints = 0;
        farIntensity = 0;
        farPoints = 0;
    }

    private void count(PointCloud cloud) {
        float[] xyzi = cloud.xyzi();
        for (int from = 0; from < cloud.size(); from += PointBlock.POINTS) {
            count(block.load(xyzi, from), xyzi, from * PointCloud.STRIDE);
        }
    }

    private void count(int points, float[] xyzi, int from) {
        for (int i = 0; i < points; i++) {
            float intensity = xyzi[from + i * PointCloud.STRIDE + 3];
            double range = block.range[i];
            if (!(range < Double.POSITIVE_INFINITY) || !Float.isFinite(intensity)) {
                continue;
            }
            finite++;
            ranges[bin(range * RANGE_BINS_PER_METRE, RANGE_BINS)]++;
            intensities[bin(intensity * INTENSITY_BINS, INTENSITY_BINS)]++;
            double turn = block.turn[i];
            sectors[bin(turn * SECTORS, SECTORS)]++;
            if (range < NEAREST_METRES) {
                continue;
            }
            measured++;
            double steepness = block.slope[i];
            double slope = (steepness - LOWEST_SLOPE) / SLOPE_RANGE;
            int height = bin(slope * SLOPES, SLOPES);
            slopes[height]++;
            nearest.add(turn, height * NearestReturns.SLOPES / SLOPES, range, intensity);
            double angle = ScanPattern.angle(turn);
            pattern.add(angle, steepness, intensity);
            dimSide.add(angle, steepness, range, intensity);
            if (range < NEAR_METRES) {
                nearIntensity += intensity;
                nearPoints++;
            } else if (range > FAR_METRES) {
                farIntensity += intensity;
                farPoints++;
            }
            order.compare(block, i);
            ladders.add(turn, range, StoredOrder.stands(block, i));
            arms.add(angle, range, StoredOrder.standsApart(block, i));
        }
    }

    private Map<String, Double> byName(PointCloud cloud) {
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put("points", (double) finite);
        statistics.put(FrameStatistics.DROPPED_POINTS, (double) (cloud.size() - finite));
        if (finite > 0) {
            for (int percent : new int[] {10, 50, 90}) {
                statistics.put(
                        "range_p" + percent + "_metres",
                        quantile(ranges, finite, percent / 100.0) / RANGE_BINS_PER_METRE);
                statistics.put(
                        "intensity_p" + percent, quantile(intensities, finite, percent / 100.0) / INTENSITY_BINS);
            }
        }
        statistics.put("empty_sector_share", shareOfZeros(sectors, 0, SECTORS - 1));
        if (measured > 0) {
            statistics.put("sector_evenness", evenness(sectors));
            statistics.put("elevation_evenness", evenness(slopes));
            statistics.put("empty_elevation_share", emptyBetween(slopes));
            nearest.put(statistics);
            pattern.put(statistics);
            dimSide.put(statistics);
            new GroundStatistics(cloud, offset).put(statistics, finite);
        }
        if (nearPoints > 0) {
            statistics.put("near_intensity", nearIntensity / nearPoints);
        }
        if (farPoints > 0) {
            statistics.put("far_intensity", farIntensity / farPoints);
        }
        statistics.put("far_share", measured == 0 ? 0 : (double) farPoints / measured);
        order.put(statistics);
        ladders.put(statistics);
        arms.put(statistics);
        return statistics;
    }

    /** The whole number below a value, held to 0..bins - 1; 0 for NaN. */
    static int bin(double value, int bins) {
        return Math.min(Math.max((int) value, 0), bins - 1);
    }

    /** In bins: inside the bin that the quantile falls into, as if its values were spread evenly. */
    static double quantile(int[] histogram, int total, double share) {
        double wanted = share * total;
        double below = 0;
        for (int bin = 0; bin < histogram.length; bin++) {
            if (below + histogram[bin] >= wanted) {
                return bin + (wanted - below) / histogram[bin];
            }
            below += histogram[bin];
        }
        return histogram.length;
    }

    private static double shareOfZeros(int[] counts, int first, int last) {
        double zeros = 0;
        for (int bin = first; bin <= last; bin++) {
            zeros += counts[bin] == 0 ? 1 : 0;
        }
        return zeros / (last - first + 1);
    }

    private static double emptyBetween(int[] counts) {
        int first = 0;
        int last = counts.length - 1;
        while (first < last && counts[first] == 0) {
            first++;
        }
        while (last > first && counts[last] == 0) {
            last--;
        }
        return shareOfZeros(counts, first, last);
    }

    /** exp of the entropy of the counts over their number: 1 where all are equal, 1/number where one has everything. */
    private static double evenness(int[] counts) {
        double total = 0;
        for (int count : counts) {
            total += count;
        }
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                entropy -= count / total * Math.log(count / total);
            }
        }
        return Math.exp(entropy) / counts.length;
    }
}
