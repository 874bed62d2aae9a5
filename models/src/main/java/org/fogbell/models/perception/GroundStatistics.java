package org.fogbell.models.perception;

import java.util.Map;
import org.fogbell.models.frame.GroundPlane;
import org.fogbell.models.frame.PointCloud;

/** What a sweep shows of the ground within 30 m: where it lies, how even it is and how bright. */
final class GroundStatistics {
    private static final double REACH_METRES = 30;
    private static final double GROUND_METRES = 0.3;
    private static final double BELOW_METRES = -0.5;
    private static final int RESIDUAL_BINS = 512;
    private static final double RESIDUAL_BINS_PER_METRE = 1000;
    private static final double NEAR_METRES = 8;
    private static final double MIDDLE_METRES = 12;
    private static final double FAR_METRES = 25;
    private static final double LANE_HALF_METRES = 1.5;
    private static final double LANE_FROM_METRES = 3;
    private static final double LANE_TO_METRES = 7;

    private final GroundPlane plane;
    private final RangeOffset offset;
    private final int[] residuals = new int[RESIDUAL_BINS];
    private final Mean nearIntensity = new Mean();
    private final Mean farIntensity = new Mean();
    private final Mean heightAhead = new Mean();
    private final Mean heightBehind = new Mean();
    private int ground;
    private int below;

    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return sum / count;
        }
    }

    /** @param offset cleared; takes the points of the ground */
    GroundStatistics(PointCloud cloud, RangeOffset offset) {
        this.offset = offset;
        this.plane = GroundPlane.of(cloud);
        float[] xyzi = cloud.xyzi();
        for (int at = 0; at < xyzi.length; at += PointCloud.STRIDE) {
            float x = xyzi[at];
            float y = xyzi[at + 1];
            float z = xyzi[at + 2];
            float intensity = xyzi[at + 3];
            double squares = (double) x * x + (double) y * y;
            if (squares < REACH_METRES * REACH_METRES && Float.isFinite(z) && Float.isFinite(intensity)) {
                add(x, y, z, intensity, squares);
            }
        }
    }

    private void add(float x, float y, float z, float intensity, double squares) {
        double height = plane.heightMetres(x, y, z);
        if (height < BELOW_METRES) {
            below++;
        }
        if (!(Math.abs(height) < GROUND_METRES)) {
            return;
        }
        ground++;
        offset.add(x, y, z);
        residuals[PointCloudStatistics.bin(Math.abs(height) * RESIDUAL_BINS_PER_METRE, RESIDUAL_BINS)]++;
        if (squares < NEAR_METRES * NEAR_METRES) {
            nearIntensity.add(intensity);
        } else if (squares > MIDDLE_METRES * MIDDLE_METRES && squares < FAR_METRES * FAR_METRES) {
            farIntensity.add(intensity);
        }
        double ahead = Math.abs(x);
        if (Math.abs(y) < LANE_HALF_METRES && ahead > LANE_FROM_METRES && ahead < LANE_TO_METRES) {
            (x > 0 ? heightAhead : heightBehind).add(z);
        }
    }

    /** @param finite points of the sweep, at least 1 */
    void put(Map<String, Double> statistics, int finite) {
        statistics.put("ground_share", (double) ground / finite);
        statistics.put("below_ground_share", (double) below / finite);
        if (ground > 0) {
            statistics.put("ground_height_metres", plane.offsetMetres());
            statistics.put("ground_slope_ahead", plane.slopeX());
            statistics.put("ground_slope_aside", plane.slopeY());
            statistics.put(
                    "ground_residual_metres",
                    PointCloudStatistics.quantile(residuals, ground, 0.5) / RESIDUAL_BINS_PER_METRE);
        }
        if (nearIntensity.count > 0) {
            statistics.put("near_ground_intensity", nearIntensity.value());
        }
        if (farIntensity.count > 0) {
            statistics.put("far_ground_intensity", farIntensity.value());
        }
        // The mean of both ends does not nod with the vehicle.
        if (heightAhead.count > 0 && heightBehind.count > 0) {
            statistics.put("lane_height_metres", (heightAhead.value() + heightBehind.value()) / 2);
        }
        offset.put(statistics);
    }
}
