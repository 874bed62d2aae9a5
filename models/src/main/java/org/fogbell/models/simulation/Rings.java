package org.fogbell.models.simulation;

import java.util.Arrays;
import org.fogbell.models.frame.PointCloud;

/**
 * Which of the sensor's lasers measured each point of a sweep that does not say so. Rings are counted from 0 in the order
 * in which they are stored, or from the lowest elevation up; a point that is not finite has ring -1.
 *
 * <p>KITTI stores a sweep ring after ring, full or cropped to the camera's view. Turned so that the first point lies at
 * azimuth 0, azimuths only grow within a ring and fall back by most of a turn at its end, whatever was cropped. That is
 * exact where elevations are not: the lasers of an HDL-64E do not start at one point, so elevations seen from the origin
 * overlap between rings. Sweeps stored in another order (column by column, or shuffled) come out of this with too few or
 * too many rings; then the elevations are told apart by the gaps between them, and where there are none they are cut
 * into {@link #DEFAULT_COUNT} equal angles.
 */
record Rings(int count, int[] ringOfPoint) {
    static final int DEFAULT_COUNT = 64;
    private static final int FEWEST = 4;
    private static final int MOST = 256;
    private static final double JITTER_RADIANS = 0.001;
    private static final double SETTLED_RADIANS = 0.02;
    private static final int ELEVATION_BINS = 4096;

    static Rings of(PointCloud cloud) {
        int[] ringOfPoint = new int[cloud.size()];
        int count = byOrder(cloud, ringOfPoint);
        if (count < FEWEST || count > MOST) {
            count = byElevation(cloud, ringOfPoint);
        }
        return new Rings(count, ringOfPoint);
    }

    private static int byOrder(PointCloud cloud, int[] ringOfPoint) {
        double sense = turnsLeft(cloud) ? 1 : -1;
        double start = Double.NaN;
        double previous = 0;
        boolean settled = false;
        int ring = 0;
        for (int point = 0; point < ringOfPoint.length; point++) {
            if (!Beam.isReturn(cloud, point)) {
                ringOfPoint[point] = -1;
                continue;
            }
            double azimuth = sense * Beam.azimuth(cloud, point);
            start = Double.isNaN(start) ? azimuth - JITTER_RADIANS : start;
            double turned = azimuth - start;
            turned += turned < 0 ? 2 * Math.PI : 0;
            if (settled && previous - turned > Math.PI) {
                ring++;
                settled = false;
            }
            // Rings start some hundredths of a degree apart: right at the start a fall-back is only jitter.
            settled |= turned > SETTLED_RADIANS && turned < 2 * Math.PI - SETTLED_RADIANS;
            ringOfPoint[point] = ring;
            previous = turned;
        }
        return ring + 1;
    }

    private static boolean turnsLeft(PointCloud cloud) {
        int balance = 0;
        for (int point = 1; point < cloud.size(); point++) {
            double step = Beam.azimuth(cloud, point) - Beam.azimuth(cloud, point - 1);
            if (Math.abs(step) < 0.1) {
                balance += step > 0 ? 1 : step < 0 ? -1 : 0;
            }
        }
        return balance >= 0;
    }

    private static int byElevation(PointCloud cloud, int[] ringOfPoint) {
        double[] elevation = new double[cloud.size()];
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int point = 0; point < elevation.length; point++) {
            elevation[point] = Beam.isReturn(cloud, point) ? Beam.elevation(cloud, point) : Double.NaN;
            if (!Double.isNaN(elevation[point])) {
                lowest = Math.min(lowest, elevation[point]);
                highest = Math.max(highest, elevation[point]);
            }
        }
        double binsPerRadian = highest > lowest ? (ELEVATION_BINS - 1) / (highest - lowest) : 0;
        int[] population = new int[ELEVATION_BINS];
        for (double angle : elevation) {
            if (!Double.isNaN(angle)) {
                population[(int) ((angle - lowest) * binsPerRadian)]++;
            }
        }
        int[] ringOfBin = ringsOfBins(population);
        for (int point = 0; point < elevation.length; point++) {
            ringOfPoint[point] = Double.isNaN(elevation[point])
                    ? -1
                    : ringOfBin[(int) ((elevation[point] - lowest) * binsPerRadian)];
        }
        return ringOfBin[ELEVATION_BINS - 1] + 1;
    }

    /** A ring is a run of populated bins between bins that hold (almost) no point. */
    private static int[] ringsOfBins(int[] population) {
        int total = Arrays.stream(population).sum();
        int[] ringOfBin = new int[ELEVATION_BINS];
        int[] points = new int[ELEVATION_BINS];
        int ring = 0;
        boolean inGap = false;
        for (int bin = 0; bin < ELEVATION_BINS; bin++) {
            boolean empty = population[bin] <= total / (20 * ELEVATION_BINS);
            if (inGap && !empty) {
                ring++;
            }
            inGap = empty;
            ringOfBin[bin] = ring;
            points[ring] += population[bin];
        }
        if (!believable(points, ring + 1, total)) {
            Arrays.setAll(ringOfBin, bin -> bin * DEFAULT_COUNT / ELEVATION_BINS);
        }
        return ringOfBin;
    }

    /** Gaps by chance cut off slivers; a laser sees a fair share of the points. */
    private static boolean believable(int[] points, int count, int total) {
        long slivers = Arrays.stream(points, 0, count)
                .filter(n -> n < total / (10.0 * count))
                .count();
        return count >= FEWEST && count <= MOST && slivers <= count / 10;
    }
}
