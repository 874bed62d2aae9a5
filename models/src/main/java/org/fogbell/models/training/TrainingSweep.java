package org.fogbell.models.training;

import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.PointCloud;

/**
 * A sweep as a detector learns from it.
 *
 * @param objects what it is to find
 * @param obstacles boxes of labelled things of other classes: not to be found, but in the way
 */
public record TrainingSweep(PointCloud points, List<TargetObject> objects, List<Box3d> obstacles) {
    public TrainingSweep {
        objects = List.copyOf(objects);
        obstacles = List.copyOf(obstacles);
    }
}
