package org.fogbell.models.simulation;

import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.ObjectLabel;
import org.jspecify.annotations.Nullable;

/**
 * One vehicle or person near the sensor, as it truly is.
 *
 * @param id the same in every frame of a drive
 * @param type KITTI's class name
 * @param box in LiDAR coordinates
 * @param points of the sweep that lie on it
 * @param label as the camera sees it; null where the camera does not
 */
public record LabelledObject(
        int id,
        String type,
        Box3d box,
        int points,
        @Nullable ObjectLabel label) {}
