package org.fogbell.models.simulation;

import java.util.Arrays;
import org.fogbell.models.frame.PointCloud;

/**
 * Tells which points of a sweep lie on the ground: in each sector around the sensor the lowest points are followed from
 * near to far, as long as they rise no steeper than a road does; what lies on them is ground.
 */
final class GroundPoints {
    private static final int SECTORS = 90;
    private static final int CELLS = 100;
    private static final double CELL_METRES = 1;
    private static final double MOUNT_METRES = 1.73;
    private static final double STEP_METRES = 0.15;
    private static final double STEEPEST = 0.1;
    private static final double ROUGH_METRES = 0.2;

    private GroundPoints() {}

    static boolean[] of(PointCloud cloud) {
        int[] cell = new int[cloud.size()];
        double[] lowest = new double[SECTORS * CELLS];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        for (int point = 0; point < cell.length; point++) {
            cell[point] = cell(cloud.x(point), cloud.y(point));
            if (cell[point] >= 0 && cloud.z(point) < lowest[cell[point]]) {
                lowest[cell[point]] = cloud.z(point);
            }
        }
        double[] ground = new double[lowest.length];
        for (int sector = 0; sector < SECTORS; sector++) {
            follow(lowest, ground, sector * CELLS);
        }
        boolean[] onGround = new boolean[cell.length];
        for (int point = 0; point < cell.length; point++) {
            onGround[point] = cell[point] >= 0 && cloud.z(point) < ground[cell[point]] + ROUGH_METRES;
        }
        return onGround;
    }

    private static int cell(double x, double y) {
        double cells = Math.sqrt(x * x + y * y) / CELL_METRES;
        if (!(cells < CELLS)) {
            return -1;
        }
        double turn = (StrictMath.atan2(y, x) + Math.PI) / (2 * Math.PI);
        return Math.min(SECTORS - 1, (int) (turn * SECTORS)) * CELLS + (int) cells;
    }

    private static void follow(double[] lowest, double[] ground, int first) {
        double height = -MOUNT_METRES;
        int last = 0;
        for (int i = 0; i < CELLS; i++) {
            double step = Math.abs(lowest[first + i] - height);
            boolean level = step < STEP_METRES + STEEPEST * CELL_METRES * (i - last);
            if (level) {
                height = lowest[first + i];
                last = i;
            }
            ground[first + i] = level ? height : Double.NEGATIVE_INFINITY;
        }
    }
}
