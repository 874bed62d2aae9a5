package org.fogbell.models.zeroshot;

import org.fogbell.models.frame.PointCloud;

/**
 * A sweep's finite points in polar coordinates around the sensor, in the order in which they are stored. Points with
 * another point of the same laser right before and right after them are told by {@link #isInLine}: that needs sweeps that
 * are stored laser after laser, as KITTI's are.
 */
final class PolarSweep {
    private static final double MAX_STEP_RADIANS = Math.toRadians(2.5);
    private static final double MAX_RISE_RADIANS = Math.toRadians(0.15);

    final int size;
    final float[] x;
    final float[] y;
    final float[] z;
    final float[] intensity;
    final float[] range;
    /** Distance along the level from the sensor's axis. */
    final float[] across;

    final float[] azimuth;
    final float[] elevation;

    PolarSweep(PointCloud cloud) {
        int count = cloud.size();
        x = new float[count];
        y = new float[count];
        z = new float[count];
        intensity = new float[count];
        range = new float[count];
        across = new float[count];
        azimuth = new float[count];
        elevation = new float[count];
        int kept = 0;
        for (int p = 0; p < count; p++) {
            double px = cloud.x(p);
            double py = cloud.y(p);
            double pz = cloud.z(p);
            double distance = Math.sqrt(px * px + py * py + pz * pz);
            if (!(distance > 0 && distance < Double.POSITIVE_INFINITY) || !Float.isFinite(cloud.intensity(p))) {
                continue;
            }
            x[kept] = (float) px;
            y[kept] = (float) py;
            z[kept] = (float) pz;
            intensity[kept] = cloud.intensity(p);
            range[kept] = (float) distance;
            double level = Math.sqrt(px * px + py * py);
            across[kept] = (float) level;
            azimuth[kept] = (float) Math.atan2(py, px);
            elevation[kept] = (float) Math.atan2(pz, level);
            kept++;
        }
        size = kept;
    }

    /** Whether the points before and after a point are its neighbours in azimuth, whatever their range and height. */
    boolean isBetween(int point) {
        return point > 0
                && point < size - 1
                && Math.abs(azimuth[point] - azimuth[point - 1]) < MAX_STEP_RADIANS
                && Math.abs(azimuth[point + 1] - azimuth[point]) < MAX_STEP_RADIANS;
    }

    /** Whether it is between two points of about its own elevation. */
    boolean isInLine(int point) {
        return isBetween(point)
                && Math.abs(elevation[point] - elevation[point - 1]) < MAX_RISE_RADIANS
                && Math.abs(elevation[point + 1] - elevation[point]) < MAX_RISE_RADIANS;
    }
}
