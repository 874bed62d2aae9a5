package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fogbell.models.frame.PointCloud;

/** What {@link PointCloudStatistics} is to give, with no thought of speed. */
/*
 * Directions are counted in bins of the tangent and of a diamond angle, which are monotone in the true angles and take no
 * arc tangent. Points nearer than half a metre are the vehicle itself, or stand for no echo; they are counted as points only.
 */
final class PlainStatistics {
    private static final double NEAREST_METRES = 0.5;
    private static final int SECTORS = 72;
    private static final int SLOPES = 256;
    private static final double LOWEST_SLOPE = -0.6;
    private static final double SLOPE_RANGE = 1.0;
    private static final int RANGE_BINS = 1000;
    private static final double RANGE_BINS_PER_METRE = 4;
    private static final int INTENSITY_BINS = 256;
    private static final int ROUGHNESS_BINS = 512;
    private static final double ROUGHNESS_BINS_PER_METRE = 1000;
    /** Of the second difference of three equal, independent errors. */
    private static final double SECOND_DIFFERENCE = Math.sqrt(6);

    private static final int COLUMNS = 1440;
    private static final double COLUMN_SHIFT = 0.37;
    private static final double LADDER_METRES = 0.1;
    private static final int FEWEST_GAPS = 3;
    private static final double SPIKE_METRES = 1;
    private static final double NEIGHBOUR_COSINE = Math.cos(Math.toRadians(1));
    private static final double STEADY_METRES = 0.001;
    private static final int STEADY_POINTS = 5;
    private static final double NEAR_METRES = 15;
    private static final double FAR_METRES = 30;

    private final PointCloud cloud;
    private final int[] ranges = new int[RANGE_BINS];
    private final int[] intensities = new int[INTENSITY_BINS];
    private final int[] sectors = new int[SECTORS];
    private final int[] slopes = new int[SLOPES];
    private final int[] roughness = new int[ROUGHNESS_BINS];
    private final PlainReturns nearest = new PlainReturns();
    private final PlainPattern pattern = new PlainPattern();
    private final Map<Integer, List<Echo>> columns = new TreeMap<>();
    private final PlainArms arms = new PlainArms();
    private final PlainDimSide dimSide = new PlainDimSide();
    private int finite;
    private int measured;
    private int triples;
    private int spikes;
    private int steadyRun;
    private int steady;
    private double nearIntensity;
    private int nearPoints;
    private double farIntensity;
    private int farPoints;

    private PlainStatistics(PointCloud cloud) {
        this.cloud = cloud;
    }

    static Map<String, Double> of(PointCloud cloud) {
        PlainStatistics statistics = new PlainStatistics(cloud);
        statistics.count();
        return statistics.byName();
    }

    private void count() {
        for (int point = 0; point < cloud.size(); point++) {
            float x = cloud.x(point);
            float y = cloud.y(point);
            float z = cloud.z(point);
            float intensity = cloud.intensity(point);
            if (!Float.isFinite(x) || !Float.isFinite(y) || !Float.isFinite(z) || !Float.isFinite(intensity)) {
                continue;
            }
            finite++;
            double aside = Math.sqrt((double) x * x + (double) y * y);
            double range = Math.sqrt(aside * aside + (double) z * z);
            ranges[bin(range * RANGE_BINS_PER_METRE, RANGE_BINS)]++;
            intensities[bin(intensity * INTENSITY_BINS, INTENSITY_BINS)]++;
            double turn = turn(x, y);
            sectors[bin(turn * SECTORS, SECTORS)]++;
            if (range < NEAREST_METRES) {
                continue;
            }
            measured++;
            double slope = (z / aside - LOWEST_SLOPE) / SLOPE_RANGE;
            slopes[bin(slope * SLOPES, SLOPES)]++;
            nearest.add(turn, slope, range, intensity);
            pattern.add(turn, z / aside, intensity);
            dimSide.add(PlainPattern.angle(turn), z / aside, range, intensity);
            arms.add(PlainPattern.angle(turn), range, standsApart(point, range));
            if (range < NEAR_METRES) {
                nearIntensity += intensity;
                nearPoints++;
            } else if (range > FAR_METRES) {
                farIntensity += intensity;
                farPoints++;
            }
            compareWithNeighbours(point, range);
            columns.computeIfAbsent(bin(turn * COLUMNS + COLUMN_SHIFT, COLUMNS), any -> new ArrayList<>())
                    .add(new Echo(range, stands(point, range)));
        }
    }

    /** Along the order in which the points were stored; it says something only where that is how the sensor scanned. */
    private void compareWithNeighbours(int point, double range) {
        if (point == 0 || point == cloud.size() - 1) {
            return;
        }
        double before = rangeBeside(point, range, point - 1);
        double after = rangeBeside(point, range, point + 1);
        if (!(before > 0) || !(after > 0)) {
            steadyRun = 0;
            return;
        }
        triples++;
        boolean isSteady = Math.abs(before - range) < STEADY_METRES && Math.abs(after - range) < STEADY_METRES;
        steadyRun = isSteady ? steadyRun + 1 : 0;
        if (steadyRun >= STEADY_POINTS) {
            steady += steadyRun == STEADY_POINTS ? STEADY_POINTS : 1;
        }
        double bend = Math.abs(before - 2 * range + after);
        roughness[bin(bend / SECOND_DIFFERENCE * ROUGHNESS_BINS_PER_METRE, ROUGHNESS_BINS)]++;
        if (Math.min(Math.abs(before - range), Math.abs(after - range)) > SPIKE_METRES
                && (before - range) * (after - range) > 0) {
            spikes++;
        }
    }

    /** An echo in a column of directions, in the order in which they are stored. */
    private record Echo(double range, boolean stands) {}

    private boolean stands(int point, double range) {
        return point > 0
                && point < cloud.size() - 1
                && rangeBeside(point, range, point - 1) > range + SPIKE_METRES
                && rangeBeside(point, range, point + 1) > range + SPIKE_METRES;
    }

    private boolean standsApart(int point, double range) {
        double before = point > 0 ? rangeBeside(point, range, point - 1) - range : Double.NaN;
        double after = point < cloud.size() - 1 ? rangeBeside(point, range, point + 1) - range : Double.NaN;
        return !(Math.abs(before) <= SPIKE_METRES)
                && !(Math.abs(after) <= SPIKE_METRES)
                && (before > SPIKE_METRES || after > SPIKE_METRES);
    }

    /** Gaps between rungs at one range, of ladders with at least three of them. */
    private static int gapsOfLadders(List<Echo> column) {
        List<Integer> rungs = IntStream.range(0, column.size())
                .filter(i -> column.get(i).stands())
                .boxed()
                .toList();
        int all = 0;
        int gaps = 0;
        for (int i = 1; i < rungs.size(); i++) {
            double below = (float) column.get(rungs.get(i - 1)).range();
            boolean isSame = Math.abs(below - column.get(rungs.get(i)).range()) < LADDER_METRES;
            boolean isGap = IntStream.range(rungs.get(i - 1) + 1, rungs.get(i))
                    .anyMatch(between -> column.get(between).range() > below + SPIKE_METRES);
            all += isSame || gaps < FEWEST_GAPS ? 0 : gaps;
            gaps = isSame ? gaps + (isGap ? 1 : 0) : 0;
        }
        return all + (gaps < FEWEST_GAPS ? 0 : gaps);
    }

    /** The range of a point that lies within a degree of the other as the sensor sees it; NaN where it does not. */
    private double rangeBeside(int point, double range, int other) {
        double x = cloud.x(other);
        double y = cloud.y(other);
        double z = cloud.z(other);
        double otherRange = Math.sqrt(x * x + y * y + z * z);
        double cosine = (x * cloud.x(point) + y * cloud.y(point) + z * cloud.z(point)) / (range * otherRange);
        return cosine > NEIGHBOUR_COSINE ? otherRange : Double.NaN;
    }

    private Map<String, Double> byName() {
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
            new PlainGround(cloud).put(statistics, finite);
        }
        if (nearPoints > 0) {
            statistics.put("near_intensity", nearIntensity / nearPoints);
        }
        if (farPoints > 0) {
            statistics.put("far_intensity", farIntensity / farPoints);
        }
        statistics.put("far_share", measured == 0 ? 0 : (double) farPoints / measured);
        if (triples > 0) {
            statistics.put("roughness_metres", quantile(roughness, triples, 0.5) / ROUGHNESS_BINS_PER_METRE);
            statistics.put("spike_share", (double) spikes / triples);
            statistics.put("steady_share", (double) steady / triples);
        }
        double gaps = columns.values().stream()
                .mapToInt(PlainStatistics::gapsOfLadders)
                .sum();
        statistics.put("ladder_share", measured == 0 ? 0 : gaps / measured);
        statistics.put("spiral_share", arms.share());
        return statistics;
    }

    private static int bin(double value, int bins) {
        return (int) Math.min(Math.max(value, 0), bins - 1);
    }

    /** The direction as 0..1 around the sensor: monotone in the angle, and without its arc tangent. */
    static double turn(float x, float y) {
        double norm = Math.abs((double) x) + Math.abs((double) y);
        if (norm == 0) {
            return 0;
        }
        double quarter = x / norm;
        return (y >= 0 ? 1 - quarter : 3 + quarter) / 4;
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
