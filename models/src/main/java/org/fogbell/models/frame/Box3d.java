package org.fogbell.models.frame;

/**
 * A box standing on the ground in LiDAR coordinates: its centre, its size, and its heading.
 *
 * @param x metres forward of the sensor, of the box's centre
 * @param y metres to the left
 * @param z metres up, of the box's centre (not of its foot)
 * @param length metres along the heading
 * @param width metres across the heading
 * @param height metres upward
 * @param yaw radians about the z axis, 0 is along x, counter-clockwise seen from above
 */
public record Box3d(double x, double y, double z, double length, double width, double height, double yaw) {}
