package org.fogbell.models.zeroshot;

import java.util.Map;

/**
 * How the sensor stands: over the ground, and against its own lasers. A laser's points lie at one elevation all around;
 * where the mount is bent against what the vehicle believes, elevation rises and falls once a turn, which no road does.
 */
final class PoseFeatures {
    private static final double NEAREST_METRES = 4;
    private static final double FARTHEST_METRES = 25;
    private static final double ROUGH_METRES = 0.35;
    private static final int ROUNDS = 4;
    private static final int APART = 12;
    private static final int STRIDE = 3;
    private static final double LEAST_TURN = 0.01;
    private static final double MOST_TURN = 0.3;
    private static final double MOST_RISE = 0.02;

    private PoseFeatures() {}

    static void add(PolarSweep sweep, Map<String, Double> into) {
        double[] plane = plane(sweep);
        Histogram residuals = new Histogram(-3, 3, 1_200);
        int below = 0;
        int above = 0;
        int within = 0;
        for (int p = 0; p < sweep.size; p++) {
            double across = sweep.across[p];
            if (across > FARTHEST_METRES) {
                continue;
            }
            within++;
            double residual = sweep.z[p] - plane[0] - plane[1] * sweep.x[p] - plane[2] * sweep.y[p];
            below += residual < -0.6 ? 1 : 0;
            above += residual > 2.5 ? 1 : 0;
            if (across > NEAREST_METRES && Math.abs(residual) < ROUGH_METRES) {
                residuals.add(residual);
            }
        }
        double spread = residuals.quantile(0.8, 0) - residuals.quantile(0.2, 0);
        into.put("ground.height", plane[0]);
        into.put("ground.pitch", plane[1]);
        into.put("ground.roll", plane[2]);
        into.put("ground.ln_tilt", Math.log(0.002 + Math.hypot(plane[1], plane[2])));
        into.put("ground.ln_roughness", Math.log(0.003 + spread));
        into.put("ground.ln_share", SweepFeatures.lnShare(residuals.total(), within));
        into.put("ground.below_ln_share", SweepFeatures.lnShare(below, within));
        into.put("ground.above_ln_share", SweepFeatures.lnShare(above, within));
        double[] tilt = tilt(sweep);
        into.put("rings.tilt_x", tilt[0]);
        into.put("rings.tilt_y", tilt[1]);
        into.put("rings.ln_tilt", Math.log(0.0005 + Math.hypot(tilt[0], tilt[1])));
    }

    /** z = a + b x + c y of the ground by least squares, over the points that lie near the last round's plane. */
    private static double[] plane(PolarSweep sweep) {
        Histogram heights = new Histogram(-4, 0, 80);
        for (int p = 0; p < sweep.size; p++) {
            double across = sweep.across[p];
            if (across > NEAREST_METRES && across < FARTHEST_METRES && sweep.z[p] < 0 && sweep.z[p] > -4) {
                heights.add(sweep.z[p]);
            }
        }
        double[] plane = {heights.mode(), 0, 0};
        for (int round = 0; round < ROUNDS; round++) {
            LeastSquares fit = new LeastSquares(3);
            double near = ROUGH_METRES / (1 + 0.5 * round);
            for (int p = 0; p < sweep.size; p++) {
                double across = sweep.across[p];
                double residual = sweep.z[p] - plane[0] - plane[1] * sweep.x[p] - plane[2] * sweep.y[p];
                if (across > NEAREST_METRES && across < FARTHEST_METRES && Math.abs(residual) < near) {
                    fit.add(sweep.z[p], 1, sweep.x[p], sweep.y[p]);
                }
            }
            plane = fit.solution(plane);
        }
        return plane;
    }

    /**
     * With a tilt, elevation = the laser's + a cos(azimuth) + b sin(azimuth): its slope along the line of points,
     * -a sin + b cos, is fitted in rounds that leave out what does not follow.
     */
    private static double[] tilt(PolarSweep sweep) {
        double[] slopes = new double[sweep.size / STRIDE + 1];
        double[] sines = new double[slopes.length];
        double[] cosines = new double[slopes.length];
        int count = 0;
        for (int p = 0; p + APART < sweep.size; p += STRIDE) {
            double turn = sweep.azimuth[p + APART] - sweep.azimuth[p];
            double rise = sweep.elevation[p + APART] - sweep.elevation[p];
            if (Math.abs(turn) > LEAST_TURN && Math.abs(turn) < MOST_TURN && Math.abs(rise) < MOST_RISE) {
                slopes[count] = rise / turn;
                sines[count] = Math.sin(sweep.azimuth[p] + turn / 2);
                cosines[count] = Math.cos(sweep.azimuth[p] + turn / 2);
                count++;
            }
        }
        double[] tilt = {0, 0};
        double near = 0.1;
        for (int round = 0; round < ROUNDS; round++) {
            LeastSquares fit = new LeastSquares(2);
            for (int i = 0; i < count; i++) {
                if (Math.abs(slopes[i] + tilt[0] * sines[i] - tilt[1] * cosines[i]) < near) {
                    fit.add(slopes[i], -sines[i], cosines[i]);
                }
            }
            tilt = fit.solution(tilt);
            near = Math.max(0.01, near / 2.5);
        }
        return tilt;
    }
}
