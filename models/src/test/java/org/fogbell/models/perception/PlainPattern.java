package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.Map;

/** {@link ScanPattern} with no thought of speed. */
/*
 * Below LOW_SLOPE the beam of a sensor on a vehicle meets the ground, or something before it, within some 25 m: in a sound sweep
 * every direction there answers.
 */
final class PlainPattern {
    private static final double LOW_SLOPE = -0.07;
    private static final double LOWEST_SLOPE = -0.45;
    private static final int CELL_SECTORS = 72;
    private static final int CELL_ROWS = 16;
    private static final int FEWEST_OF_CELL = 3;
    private static final int PATCH_SECTORS = 36;
    private static final int PATCH_ROWS = 8;
    private static final double PATCH_LOWEST_SLOPE = -0.3;
    private static final double PATCH_SLOPE = 0.05;
    private static final int FEWEST_OF_PATCH = 8;
    private static final double DARK = 0.3;
    private static final int AZIMUTHS = 1440;
    private static final int WIDEST_GAP = AZIMUTHS / 12;
    private static final double SETTLED_TURN = 0.01;

    private static final int ANGLES = 1024;
    private static final double[] ANGLE_OF_DIAMOND = new double[ANGLES + 2];

    static {
        for (int i = 0; i < ANGLE_OF_DIAMOND.length; i++) {
            double diamond = (double) i / ANGLES;
            ANGLE_OF_DIAMOND[i] = StrictMath.atan2(diamond, 1 - diamond) / (Math.PI / 2);
        }
    }

    private final int[] cells = new int[CELL_ROWS * CELL_SECTORS];
    private final int[] patches = new int[PATCH_ROWS * PATCH_SECTORS];
    private final double[] brightness = new double[PATCH_ROWS * PATCH_SECTORS];
    private final boolean[] answered = new boolean[AZIMUTHS];
    private double lastTurn = Double.NaN;
    private boolean settled;
    private int rings = 1;

    /**
     * The next point in the order in which they are stored.
     *
     * @param diamond direction from above, 0..1 around, as {@link PlainStatistics#turn}
     * @param slope height over distance along the ground
     */
    void add(double diamond, double slope, double intensity) {
        double turn = angle(diamond);
        answered[bin(turn * AZIMUTHS, AZIMUTHS)] = true;
        countRings(turn);
        if (slope > LOWEST_SLOPE && slope < LOW_SLOPE) {
            int row = bin((slope - LOWEST_SLOPE) / (LOW_SLOPE - LOWEST_SLOPE) * CELL_ROWS, CELL_ROWS);
            cells[row * CELL_SECTORS + bin(turn * CELL_SECTORS, CELL_SECTORS)]++;
        }
        double height = (slope - PATCH_LOWEST_SLOPE) / PATCH_SLOPE;
        if (height >= 0 && height < PATCH_ROWS) {
            int patch = ((int) height) * PATCH_SECTORS + bin(turn * PATCH_SECTORS, PATCH_SECTORS);
            patches[patch]++;
            brightness[patch] += intensity;
        }
    }

    /** A ring ends where the direction falls back by most of a turn; right at its start a fall-back is only jitter. */
    private void countRings(double turn) {
        if (settled && Math.abs(lastTurn - turn) > 0.5) {
            rings++;
            settled = false;
        }
        settled |= turn > SETTLED_TURN && turn < 1 - SETTLED_TURN;
        lastTurn = turn;
    }

    void put(Map<String, Double> statistics) {
        statistics.put("rings", (double) rings);
        statistics.put("hole_share", holeShare());
        statistics.put("lost_azimuth_share", lostAzimuthShare());
        statistics.put("dark_patch_share", darkPatchShare());
    }

    /** Of the cells below the horizon those that hold fewer than half as many points as most of their height. */
    private double holeShare() {
        boolean[] seen = new boolean[CELL_SECTORS];
        for (int cell = 0; cell < cells.length; cell++) {
            seen[cell % CELL_SECTORS] |= cells[cell] > 0;
        }
        int counted = 0;
        int holes = 0;
        for (int row = 0; row < CELL_ROWS; row++) {
            int[] counts = new int[CELL_SECTORS];
            int sectors = 0;
            for (int sector = 0; sector < CELL_SECTORS; sector++) {
                if (seen[sector]) {
                    counts[sectors++] = cells[row * CELL_SECTORS + sector];
                }
            }
            Arrays.sort(counts, 0, sectors);
            int usual = sectors == 0 ? 0 : counts[sectors / 2];
            if (usual >= FEWEST_OF_CELL) {
                counted += sectors;
                for (int sector = 0; sector < sectors && 2 * counts[sector] < usual; sector++) {
                    holes++;
                }
            }
        }
        return counted == 0 ? 0 : (double) holes / counted;
    }

    /** Of a turn, what is missing where the gap between two azimuths is half as wide again as it usually is. */
    private double lostAzimuthShare() {
        int[] gaps = new int[WIDEST_GAP + 1];
        int first = -1;
        int last = -1;
        int count = 0;
        for (int azimuth = 0; azimuth < AZIMUTHS; azimuth++) {
            if (!answered[azimuth]) {
                continue;
            }
            first = last < 0 ? azimuth : first;
            count += last < 0 ? 0 : counted(azimuth - last, gaps);
            last = azimuth;
        }
        count += last < 0 ? 0 : counted(first + AZIMUTHS - last, gaps);
        int usual = 1;
        for (int below = 0; usual < WIDEST_GAP && below + gaps[usual] < (count + 1) / 2; usual++) {
            below += gaps[usual];
        }
        double lost = 0;
        for (int gap = Math.max(usual, 2) * 3 / 2 + 1; gap <= WIDEST_GAP; gap++) {
            lost += (double) (gap - usual) * gaps[gap];
        }
        return lost / AZIMUTHS;
    }

    /** A wider gap is a side that the sensor does not look to. */
    private static int counted(int gap, int[] gaps) {
        if (gap > WIDEST_GAP) {
            return 0;
        }
        gaps[gap]++;
        return 1;
    }

    /** Of the patches of ten degrees by three those that are much darker than most of their height. */
    private double darkPatchShare() {
        int counted = 0;
        int dark = 0;
        for (int row = 0; row < PATCH_ROWS; row++) {
            double[] means = new double[PATCH_SECTORS];
            int filled = 0;
            for (int patch = row * PATCH_SECTORS; patch < (row + 1) * PATCH_SECTORS; patch++) {
                if (patches[patch] >= FEWEST_OF_PATCH) {
                    means[filled++] = brightness[patch] / patches[patch];
                }
            }
            Arrays.sort(means, 0, filled);
            counted += filled;
            for (int patch = 0; patch < filled && means[patch] < DARK * means[filled / 2]; patch++) {
                dark++;
            }
        }
        return counted == 0 ? 0 : (double) dark / counted;
    }

    /** The true angle as 0..1 around, by interpolation. */
    static double angle(double diamond) {
        double quarters = diamond * 4;
        int quarter = (int) quarters;
        double place = (quarters - quarter) * ANGLES;
        int below = (int) place;
        double from = ANGLE_OF_DIAMOND[below];
        return (quarter + from + (place - below) * (ANGLE_OF_DIAMOND[below + 1] - from)) / 4;
    }

    private static int bin(double value, int bins) {
        return (int) Math.min(Math.max(value, 0), bins - 1);
    }
}
