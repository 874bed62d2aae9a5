package org.fogbell.models.perception;

import java.util.Map;
import org.fogbell.models.frame.PointCloud;

/** {@link GroundStatistics} with no thought of speed. */
final class PlainGround {
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

    private final PointCloud cloud;
    private final PlainPlane plane;
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

    private final PlainOffset offset = new PlainOffset();

    PlainGround(PointCloud cloud) {
        this.cloud = cloud;
        this.plane = PlainPlane.of(cloud);
        for (int point = 0; point < cloud.size(); point++) {
            float x = cloud.x(point);
            float y = cloud.y(point);
            double squares = (double) x * x + (double) y * y;
            if (squares < REACH_METRES * REACH_METRES
                    && Float.isFinite(cloud.z(point))
                    && Float.isFinite(cloud.intensity(point))) {
                add(point, squares);
            }
        }
    }

    private void add(int point, double squares) {
        double height = plane.heightMetres(cloud, point);
        if (height < BELOW_METRES) {
            below++;
        }
        if (!(Math.abs(height) < GROUND_METRES)) {
            return;
        }
        ground++;
        offset.add(cloud.x(point), cloud.y(point), cloud.z(point));
        residuals[(int) Math.min(Math.abs(height) * RESIDUAL_BINS_PER_METRE, RESIDUAL_BINS - 1)]++;
        if (squares < NEAR_METRES * NEAR_METRES) {
            nearIntensity.add(cloud.intensity(point));
        } else if (squares > MIDDLE_METRES * MIDDLE_METRES && squares < FAR_METRES * FAR_METRES) {
            farIntensity.add(cloud.intensity(point));
        }
        double ahead = Math.abs(cloud.x(point));
        if (Math.abs(cloud.y(point)) < LANE_HALF_METRES && ahead > LANE_FROM_METRES && ahead < LANE_TO_METRES) {
            (cloud.x(point) > 0 ? heightAhead : heightBehind).add(cloud.z(point));
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
                    PlainStatistics.quantile(residuals, ground, 0.5) / RESIDUAL_BINS_PER_METRE);
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
