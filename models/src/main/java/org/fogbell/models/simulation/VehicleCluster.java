package org.fogbell.models.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.GroundPlane;
import org.fogbell.models.frame.PointCloud;

/**
 * Something of a vehicle's size that stands on the ground, as the box around its points: joined cells of a grid seen from
 * above. Good enough to hang spray on, no detector: the far side of a vehicle is not seen, so sizes are lower bounds.
 */
record VehicleCluster(double minX, double maxX, double minY, double maxY, double groundZ, double maxZ, int points) {
    private static final double REACH_METRES = 40;
    private static final double CELL_METRES = 0.4;
    private static final int CELLS = (int) (2 * REACH_METRES / CELL_METRES);
    private static final double LOWEST_METRES = 0.3;
    private static final double HIGHEST_METRES = 6;
    private static final double TALLEST_METRES = 4;
    private static final double OWN_BODY_METRES = 2.5;
    private static final int FEWEST_POINTS = 25;
    private static final double[] EMPTY_BOX = {1e9, -1e9, 1e9, -1e9, -1e9};

    /** In the order of their first cell, back to front and right to left. */
    static List<VehicleCluster> in(PointCloud cloud) {
        GroundPlane ground = GroundPlane.of(cloud);
        int[] cellOfPoint = new int[cloud.size()];
        boolean[] filled = new boolean[CELLS * CELLS];
        for (int point = 0; point < cellOfPoint.length; point++) {
            cellOfPoint[point] = cell(cloud, point, ground.heightMetres(cloud, point));
            if (cellOfPoint[point] >= 0) {
                filled[cellOfPoint[point]] = true;
            }
        }
        int[] clusterOfCell = new int[CELLS * CELLS];
        int clusters = joined(filled, clusterOfCell);
        double[][] bounds = new double[clusters][];
        Arrays.setAll(bounds, cluster -> EMPTY_BOX.clone());
        int[] points = new int[clusters];
        for (int point = 0; point < cellOfPoint.length; point++) {
            if (cellOfPoint[point] >= 0) {
                int cluster = clusterOfCell[cellOfPoint[point]] - 1;
                extend(bounds[cluster], cloud, point);
                points[cluster]++;
            }
        }
        List<VehicleCluster> vehicles = new ArrayList<>();
        for (int cluster = 0; cluster < clusters; cluster++) {
            double[] b = bounds[cluster];
            double groundZ =
                    ground.slopeX() * (b[0] + b[1]) / 2 + ground.slopeY() * (b[2] + b[3]) / 2 + ground.offsetMetres();
            VehicleCluster found = new VehicleCluster(b[0], b[1], b[2], b[3], groundZ, b[4], points[cluster]);
            if (found.hasVehicleSize()) {
                vehicles.add(found);
            }
        }
        return vehicles;
    }

    private boolean hasVehicleSize() {
        double length = Math.max(maxX - minX, maxY - minY);
        double width = Math.min(maxX - minX, maxY - minY);
        return points >= FEWEST_POINTS
                && length > 1.2
                && length < 8
                && width < 3
                && maxZ - groundZ > 0.9
                && maxZ - groundZ < TALLEST_METRES;
    }

    private static int cell(PointCloud cloud, int point, double height) {
        double x = cloud.x(point);
        double y = cloud.y(point);
        boolean inside = height > LOWEST_METRES
                && height < HIGHEST_METRES
                && Math.abs(x) < REACH_METRES
                && Math.abs(y) < REACH_METRES
                && x * x + y * y > OWN_BODY_METRES * OWN_BODY_METRES;
        int column = (int) ((x + REACH_METRES) / CELL_METRES);
        int row = (int) ((y + REACH_METRES) / CELL_METRES);
        return inside ? Math.min(CELLS - 1, column) * CELLS + Math.min(CELLS - 1, row) : -1;
    }

    /** Numbers the groups of filled cells that touch, from 1; returns how many there are. */
    private static int joined(boolean[] filled, int[] clusterOfCell) {
        int clusters = 0;
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int seed = 0; seed < filled.length; seed++) {
            if (!filled[seed] || clusterOfCell[seed] > 0) {
                continue;
            }
            clusterOfCell[seed] = ++clusters;
            open.add(seed);
            while (!open.isEmpty()) {
                int cell = open.remove();
                for (int dx = -1; dx <= 1; dx++) {
                    for (int dy = -1; dy <= 1; dy++) {
                        int column = cell / CELLS + dx;
                        int row = cell % CELLS + dy;
                        int next = column * CELLS + row;
                        boolean exists = column >= 0 && column < CELLS && row >= 0 && row < CELLS;
                        if (exists && filled[next] && clusterOfCell[next] == 0) {
                            clusterOfCell[next] = clusters;
                            open.add(next);
                        }
                    }
                }
            }
        }
        return clusters;
    }

    private static void extend(double[] bounds, PointCloud cloud, int point) {
        bounds[0] = Math.min(bounds[0], cloud.x(point));
        bounds[1] = Math.max(bounds[1], cloud.x(point));
        bounds[2] = Math.min(bounds[2], cloud.y(point));
        bounds[3] = Math.max(bounds[3], cloud.y(point));
        bounds[4] = Math.max(bounds[4], cloud.z(point));
    }
}
