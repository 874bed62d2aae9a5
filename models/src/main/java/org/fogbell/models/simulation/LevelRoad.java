package org.fogbell.models.simulation;

import java.util.Arrays;

/**
 * A guess at the depth of a picture of which nothing is known: a level road under a camera 1.65 m above it that looks
 * straight ahead, closed off by a wall. Focal length and horizon are those of KITTI's rectified colour cameras, as shares
 * of the image.
 */
final class LevelRoad {
    static final double CAMERA_HEIGHT_METRES = 1.65;
    static final double WALL_METRES = 80;
    private static final double FOCAL_PER_WIDTH = 721.5 / 1242;
    private static final double HORIZON_PER_HEIGHT = 172.9 / 375;

    private LevelRoad() {}

    /** Metres along the optical axis, row by row. */
    static float[] depthMetres(int width, int height) {
        float[] depth = new float[width * height];
        for (int row = 0; row < height; row++) {
            double below = row + 0.5 - HORIZON_PER_HEIGHT * height;
            double road = below > 0 ? FOCAL_PER_WIDTH * width * CAMERA_HEIGHT_METRES / below : WALL_METRES;
            Arrays.fill(depth, row * width, (row + 1) * width, (float) Math.min(WALL_METRES, road));
        }
        return depth;
    }
}
