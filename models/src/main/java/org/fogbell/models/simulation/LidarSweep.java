package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/** A sweep and, for each of its points, the number of the object that was hit; 0 where it was no labelled object. */
record LidarSweep(PointCloud cloud, int[] objects) {}
