package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/**
 * When a sensor still sees an echo: received power is reflectance over squared range (times what the air swallows), and
 * the weakest that is detected is that of a target of reflectance 0.9 at the largest range, as in LISA (Kilic et al.).
 *
 * <p>A recorded sweep's intensities are no calibrated reflectances: many points of KITTI have intensity 0 and were
 * seen all the same. So a point of a clean sweep counts as at least {@link #MARGIN} times the floor's power.
 */
final class Detection {
    static final double MAX_RANGE_METRES = 120;
    static final double FLOOR = 0.9 / (MAX_RANGE_METRES * MAX_RANGE_METRES);
    static final double MARGIN = 2;

    private Detection() {}

    /** The reflectance that a point of a clean sweep stands for, seen through clear air. */
    static double reflectance(PointCloud clean, int point, double rangeMetres) {
        return Math.max(clean.intensity(point), MARGIN * FLOOR * rangeMetres * rangeMetres);
    }

    static boolean sees(double reflectance, double transmission, double rangeMetres) {
        return reflectance * transmission >= FLOOR * rangeMetres * rangeMetres;
    }
}
