package org.fogbell.models.training;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.perception.CenterHeadGrid;
import org.fogbell.models.perception.CenterHeadMaps;

/**
 * What a centre head should answer to one sweep, so that decoding it gives the sweep's objects.
 *
 * @param maps the heat map is 1 in the cell of each object's centre and falls off around it as a Gaussian of the box's
 *     shape and heading; elsewhere it is 0. Boxes are given in those cells only
 * @param centres cells with an object's centre, in the order of the objects
 */
public record CenterHeadTargets(CenterHeadMaps maps, List<Integer> centres) {
    /** Sigmas that fit into a box, end to end. */
    private static final double SIGMAS_IN_BOX = 6;

    /** The least sigma, so that a small object reaches its neighbouring cells. */
    private static final double MIN_SIGMA_CELLS = 0.8;

    public CenterHeadTargets {
        centres = List.copyOf(centres);
    }

    /**
     * Objects whose centre is outside the grid are left out. A cell has one box: of several centres in one cell only the
     * first object counts. Objects of one class in cells that touch decode as one.
     */
    public static CenterHeadTargets of(CenterHeadGrid grid, List<TargetObject> objects) {
        CenterHeadMaps maps = CenterHeadMaps.empty(grid);
        List<Integer> centres = new ArrayList<>();
        for (TargetObject object : objects) {
            int cell = grid.cell(object.box().x(), object.box().y());
            if (cell >= 0 && !centres.contains(cell)) {
                centres.add(cell);
                maps.put(cell, object.box());
                draw(maps, object, cell);
            }
        }
        return new CenterHeadTargets(maps, centres);
    }

    private static void draw(CenterHeadMaps maps, TargetObject object, int centre) {
        CenterHeadGrid grid = maps.grid();
        Box3d box = object.box();
        double sigmaAlong = Math.max(box.length() / grid.cellMetres() / SIGMAS_IN_BOX, MIN_SIGMA_CELLS);
        double sigmaAcross = Math.max(box.width() / grid.cellMetres() / SIGMAS_IN_BOX, MIN_SIGMA_CELLS);
        double cos = Math.cos(box.yaw());
        double sin = Math.sin(box.yaw());
        int reach = (int) Math.ceil(3 * Math.max(sigmaAlong, sigmaAcross));
        int row = centre / grid.columns();
        int column = centre % grid.columns();
        for (int r = Math.max(0, row - reach); r <= Math.min(grid.rows() - 1, row + reach); r++) {
            for (int c = Math.max(0, column - reach); c <= Math.min(grid.columns() - 1, column + reach); c++) {
                double along = ((r - row) * cos + (c - column) * sin) / sigmaAlong;
                double across = ((c - column) * cos - (r - row) * sin) / sigmaAcross;
                double heat = Math.exp(-(along * along + across * across) / 2);
                maps.heatUp(object.type(), r * grid.columns() + c, (float) heat);
            }
        }
    }
}
