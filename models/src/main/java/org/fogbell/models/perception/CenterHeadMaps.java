package org.fogbell.models.perception;

import org.fogbell.models.frame.Box3d;

/**
 * What a centre head says of one sweep, or should say: how likely each cell holds the centre of an object of each class,
 * and the box that such an object has. The arrays belong to the maps.
 *
 * @param heatMap classes x rows x columns, 0..1
 * @param boxes {@link #BOX_CHANNELS} x rows x columns: where in the cell the centre is in x and in y (0..1), its height
 *     z in metres, ln of length, width and height in metres, sine and cosine of the heading
 */
public record CenterHeadMaps(CenterHeadGrid grid, float[] heatMap, float[] boxes) {
    public static final int CLASSES = ObjectClass.values().length;
    public static final int BOX_CHANNELS = 8;

    /** An untrained head may answer anything; sides from 5 cm to 55 m are enough for any road user. */
    private static final double MAX_LN_SIDE = 4;

    private static final double MIN_LN_SIDE = -3;

    public CenterHeadMaps {
        if (heatMap.length != CLASSES * grid.cells() || boxes.length != BOX_CHANNELS * grid.cells()) {
            throw new IllegalArgumentException("expected " + CLASSES + " and " + BOX_CHANNELS + " maps of "
                    + grid.cells() + " cells, got " + heatMap.length + " and " + boxes.length + " values");
        }
    }

    /** Maps of nothing. */
    public static CenterHeadMaps empty(CenterHeadGrid grid) {
        return new CenterHeadMaps(grid, new float[CLASSES * grid.cells()], new float[BOX_CHANNELS * grid.cells()]);
    }

    /** How likely the cell holds the centre of an object of the class. */
    public float heat(ObjectClass type, int cell) {
        return heatMap[type.channel() * grid.cells() + cell];
    }

    /** Makes the cell at least this hot. */
    public void heatUp(ObjectClass type, int cell, float heat) {
        int at = type.channel() * grid.cells() + cell;
        heatMap[at] = Math.max(heatMap[at], heat);
    }

    /** The box that the head says for a cell. */
    public Box3d box(int cell) {
        int row = cell / grid.columns();
        int column = cell % grid.columns();
        return new Box3d(
                grid.xMinMetres() + (row + (double) channel(0, cell)) * grid.cellMetres(),
                grid.yMinMetres() + (column + (double) channel(1, cell)) * grid.cellMetres(),
                channel(2, cell),
                side(channel(3, cell)),
                side(channel(4, cell)),
                side(channel(5, cell)),
                Math.atan2(channel(6, cell), channel(7, cell)));
    }

    /** Makes the head say this box, whose centre lies in the cell. The inverse of {@link #box}. */
    public void put(int cell, Box3d box) {
        int row = cell / grid.columns();
        int column = cell % grid.columns();
        double[] values = {
            (box.x() - grid.xMinMetres()) / grid.cellMetres() - row,
            (box.y() - grid.yMinMetres()) / grid.cellMetres() - column,
            box.z(),
            Math.log(box.length()),
            Math.log(box.width()),
            Math.log(box.height()),
            Math.sin(box.yaw()),
            Math.cos(box.yaw())
        };
        for (int i = 0; i < BOX_CHANNELS; i++) {
            boxes[i * grid.cells() + cell] = (float) values[i];
        }
    }

    private float channel(int channel, int cell) {
        return boxes[channel * grid.cells() + cell];
    }

    private static double side(float ln) {
        return Math.exp(Math.min(Math.max(ln, MIN_LN_SIDE), MAX_LN_SIDE));
    }
}
