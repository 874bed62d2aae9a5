package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/**
 * What a corruption does to one LiDAR sweep: a pure function, the clean sweep stays as it was. Points whose coordinates
 * are not finite go through unharmed, and an empty sweep stays empty.
 */
@FunctionalInterface
interface SweepEffect {
    /**
     * The corrupted sweep.
     *
     * @param strength the kind's parameter at the wanted severity, in the kind's unit
     */
    PointCloud apply(PointCloud clean, double strength, Seeds seeds);
}
