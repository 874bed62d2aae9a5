package org.fogbell.models.zeroshot;

import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;

/** Simulated sweeps for tests. */
final class Sweeps {
    private Sweeps() {}

    /** A coarse sweep of an HDL-64E's 64 lasers through a street of its own. */
    static PointCloud street(long seed) {
        DriveConfig config = DriveConfig.defaults()
                .withSeed(seed)
                .withVehicles(1)
                .withFrames(1, 2)
                .withLidar(LidarModel.hdl64().withAzimuths(360));
        return SimulatedDrive.of(config).frame(0, 0).sweep();
    }
}
