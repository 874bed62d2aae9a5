package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.PointCloud;

/**
 * What sweeps of one sensor look like in numbers: how many points they have, how these lie over the rings, at which range
 * and height, how bright, and how many of them lie on the ground. Points that are not finite or lie within
 * {@link #NEAREST_METRES} of the sensor do not count.
 *
 * @param sweeps how many there were
 * @param pointsPerSweep mean
 * @param groundShare of all points
 * @param ranges metres, ascending
 * @param heights metres above the sensor, ascending
 * @param intensities ascending
 * @param rings the ring of each point, ascending
 */
public record SweepStatistics(
        int sweeps,
        double pointsPerSweep,
        double groundShare,
        float[] ranges,
        float[] heights,
        float[] intensities,
        float[] rings) {
    /** KITTI's sweeps hold points at the origin, which stand for no echo. */
    public static final double NEAREST_METRES = 0.5;

    /**
     * @throws IllegalArgumentException when there is no sweep, or none with a point
     */
    public static SweepStatistics of(List<PointCloud> clouds) {
        int total = clouds.stream().mapToInt(PointCloud::size).sum();
        float[] ranges = new float[total];
        float[] heights = new float[total];
        float[] intensities = new float[total];
        float[] rings = new float[total];
        int size = 0;
        int ground = 0;
        for (PointCloud cloud : clouds) {
            int[] ringOfPoint = Rings.of(cloud).ringOfPoint();
            boolean[] onGround = GroundPoints.of(cloud);
            for (int point = 0; point < cloud.size(); point++) {
                double x = cloud.x(point);
                double y = cloud.y(point);
                double z = cloud.z(point);
                double range = Math.sqrt(x * x + y * y + z * z);
                if (!(range >= NEAREST_METRES && range < Double.POSITIVE_INFINITY)) {
                    continue;
                }
                ranges[size] = (float) range;
                heights[size] = cloud.z(point);
                intensities[size] = cloud.intensity(point);
                rings[size++] = ringOfPoint[point];
                ground += onGround[point] ? 1 : 0;
            }
        }
        if (size == 0) {
            throw new IllegalArgumentException("expected at least one point, got none in " + clouds.size() + " sweeps");
        }
        return new SweepStatistics(
                clouds.size(),
                (double) size / clouds.size(),
                (double) ground / size,
                sorted(ranges, size),
                sorted(heights, size),
                sorted(intensities, size),
                sorted(rings, size));
    }

    private static float[] sorted(float[] values, int size) {
        float[] sample = Arrays.copyOf(values, size);
        Arrays.sort(sample);
        return sample;
    }
}
