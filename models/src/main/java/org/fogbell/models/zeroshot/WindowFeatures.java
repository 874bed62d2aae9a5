package org.fogbell.models.zeroshot;

import java.util.Arrays;
import java.util.Map;

/**
 * How evenly bright the directions are: dirt on the window takes light from one patch of it, whatever is behind. The view
 * is cut into cells of azimuth and elevation, and each is compared with the median of its row.
 */
final class WindowFeatures {
    private static final int COLUMNS = 72;
    private static final int ROWS = 8;
    private static final double LOWEST = Math.toRadians(-26);
    private static final double HIGHEST = Math.toRadians(6);
    private static final int FEWEST = 12;
    private static final double DIM = Math.log(0.4);

    private WindowFeatures() {}

    static void add(PolarSweep sweep, Map<String, Double> into) {
        double[][] sums = new double[ROWS][COLUMNS];
        double[][] largest = new double[ROWS][COLUMNS];
        int[][] counts = new int[ROWS][COLUMNS];
        for (int p = 0; p < sweep.size; p++) {
            int row = cell((sweep.elevation[p] - LOWEST) / (HIGHEST - LOWEST), ROWS);
            int column = cell(sweep.azimuth[p] / (2 * Math.PI) + 0.5, COLUMNS);
            sums[row][column] += sweep.intensity[p];
            largest[row][column] = Math.max(largest[row][column], sweep.intensity[p]);
            counts[row][column]++;
        }
        double[][] darkness = new double[ROWS][COLUMNS];
        int cells = 0;
        int dim = 0;
        int weak = 0;
        for (int row = 0; row < ROWS; row++) {
            double middle = middle(sums[row], counts[row]);
            double bright = middle(largest[row], counts[row], false);
            for (int column = 0; column < COLUMNS; column++) {
                darkness[row][column] = Double.NaN;
                if (counts[row][column] >= FEWEST) {
                    double ratio = Math.log((sums[row][column] / counts[row][column] + 0.01) / (middle + 0.01));
                    darkness[row][column] = ratio;
                    cells++;
                    dim += ratio < DIM ? 1 : 0;
                    weak += largest[row][column] < 0.25 * bright ? 1 : 0;
                }
            }
        }
        into.put("window.dim_ln_share", SweepFeatures.lnShare(dim, cells));
        into.put("window.weak_ln_share", SweepFeatures.lnShare(weak, cells));
        into.put("window.dimmest_patch", dimmestPatch(darkness, 3, 2));
        into.put("window.dimmest_large_patch", dimmestPatch(darkness, 7, 3));
    }

    private static int cell(double share, int cells) {
        return (int) Math.max(0, Math.min(cells - 1, share * cells));
    }

    private static double middle(double[] sums, int[] counts) {
        return middle(sums, counts, true);
    }

    private static double middle(double[] values, int[] counts, boolean perPoint) {
        double[] kept = new double[values.length];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (counts[i] >= FEWEST) {
                kept[size++] = perPoint ? values[i] / counts[i] : values[i];
            }
        }
        Arrays.sort(kept, 0, size);
        return size == 0 ? 0 : kept[size / 2];
    }

    /** The lowest mean over patches that are at least half filled; 0 where there is none. */
    private static double dimmestPatch(double[][] darkness, int wide, int high) {
        double dimmest = 0;
        for (int row = 0; row + high <= ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                double sum = 0;
                int filled = 0;
                for (int i = 0; i < wide * high; i++) {
                    double value = darkness[row + i / wide][(column + i % wide) % COLUMNS];
                    if (!Double.isNaN(value)) {
                        sum += value;
                        filled++;
                    }
                }
                if (2 * filled >= wide * high) {
                    dimmest = Math.min(dimmest, sum / filled);
                }
            }
        }
        return dimmest;
    }
}
