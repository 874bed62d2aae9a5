package org.fogbell.models.perception;

import org.fogbell.models.frame.Box3d;

/**
 * An object that a detector found in one sweep.
 *
 * @param box in LiDAR coordinates
 * @param score how sure the detector is, 0..1; scores of different models do not compare
 */
public record DetectedObject(ObjectClass type, Box3d box, double score) {}
