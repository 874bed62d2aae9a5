/**
 * What a sensor saw: one LiDAR sweep or one camera image, the labels that may come with it, and the file formats that
 * recordings come in. Coordinates are the LiDAR's: x forward, y left, z up, in metres. Everything else in {@code models}
 * takes frames from here and adds nothing to them.
 */
@NullMarked
package org.fogbell.models.frame;

import org.jspecify.annotations.NullMarked;
