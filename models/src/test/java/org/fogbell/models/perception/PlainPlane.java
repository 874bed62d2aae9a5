package org.fogbell.models.perception;

import org.fogbell.models.frame.PointCloud;

/** {@link org.fogbell.models.frame.GroundPlane} with no thought of speed. */
record PlainPlane(double slopeX, double slopeY, double offsetMetres) {
    /** A car's roof rack above a level road: the answer where a sweep shows no ground. */
    static final PlainPlane LEVEL = new PlainPlane(0, 0, -1.73);

    private static final double REACH_METRES = 30;
    private static final double BIN_METRES = 0.1;
    private static final double LOWEST_METRES = -6;
    private static final double[] INLIER_METRES = {0.5, 0.3, 0.15, 0.15};
    private static final int FEWEST_INLIERS = 50;

    /** Starts at the height below the sensor that most points share, then refits a plane to the points near it. */
    static PlainPlane of(PointCloud cloud) {
        int[] population = new int[(int) Math.ceil(-LOWEST_METRES / BIN_METRES)];
        for (int point = 0; point < cloud.size(); point++) {
            if (isNear(cloud, point) && cloud.z(point) < -0.5 && cloud.z(point) > LOWEST_METRES) {
                population[(int) ((cloud.z(point) - LOWEST_METRES) / BIN_METRES)]++;
            }
        }
        int most = 0;
        for (int bin = 1; bin < population.length; bin++) {
            most = population[bin] > population[most] ? bin : most;
        }
        PlainPlane plane = new PlainPlane(0, 0, LOWEST_METRES + (most + 0.5) * BIN_METRES);
        for (double inlierMetres : INLIER_METRES) {
            plane = plane.refitted(cloud, inlierMetres);
        }
        return plane;
    }

    private static boolean isNear(PointCloud cloud, int point) {
        float x = cloud.x(point);
        float y = cloud.y(point);
        return x * x + y * y < REACH_METRES * REACH_METRES;
    }

    double heightMetres(PointCloud cloud, int point) {
        return cloud.z(point) - (slopeX * cloud.x(point) + slopeY * cloud.y(point) + offsetMetres);
    }

    /** The cosine between the beam to a point and the plane's normal. */
    double incidenceCosine(PointCloud cloud, int point) {
        double along = cloud.z(point) - slopeX * cloud.x(point) - slopeY * cloud.y(point);
        double normal = Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
        return Math.min(1, Math.abs(along) / (normal * rangeMetres(cloud, point)));
    }

    private static double rangeMetres(PointCloud cloud, int point) {
        double x = cloud.x(point);
        double y = cloud.y(point);
        double z = cloud.z(point);
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Least squares over the points near the plane, centred so that the normal equations are 2 x 2. */
    private PlainPlane refitted(PointCloud cloud, double inlierMetres) {
        double[] sum = new double[9];
        for (int point = 0; point < cloud.size(); point++) {
            if (isNear(cloud, point) && Math.abs(heightMetres(cloud, point)) < inlierMetres) {
                double x = cloud.x(point);
                double y = cloud.y(point);
                double z = cloud.z(point);
                double[] terms = {1, x, y, z, x * x, x * y, y * y, x * z, y * z};
                for (int term = 0; term < sum.length; term++) {
                    sum[term] += terms[term];
                }
            }
        }
        double n = sum[0];
        if (n < FEWEST_INLIERS) {
            return LEVEL;
        }
        double xx = sum[4] - sum[1] * sum[1] / n;
        double xy = sum[5] - sum[1] * sum[2] / n;
        double yy = sum[6] - sum[2] * sum[2] / n;
        double xz = sum[7] - sum[1] * sum[3] / n;
        double yz = sum[8] - sum[2] * sum[3] / n;
        double determinant = xx * yy - xy * xy;
        if (determinant < 1e-6 * xx * yy || determinant <= 0) {
            return new PlainPlane(0, 0, sum[3] / n);
        }
        double slopeX = (xz * yy - yz * xy) / determinant;
        double slopeY = (yz * xx - xz * xy) / determinant;
        return new PlainPlane(slopeX, slopeY, (sum[3] - slopeX * sum[1] - slopeY * sum[2]) / n);
    }
}
