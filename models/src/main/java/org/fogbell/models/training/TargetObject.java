package org.fogbell.models.training;

import org.fogbell.models.frame.Box3d;
import org.fogbell.models.perception.ObjectClass;

/**
 * An object that the detector is to find.
 *
 * @param box in LiDAR coordinates
 */
public record TargetObject(ObjectClass type, Box3d box) {}
