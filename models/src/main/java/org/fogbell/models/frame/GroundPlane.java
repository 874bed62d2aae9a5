package org.fogbell.models.frame;

/**
 * The plane z = slopeX x + slopeY y + offset that a sweep's ground lies in, as far as it is one.
 *
 * @param offsetMetres of the ground below the sensor, negative
 */
public record GroundPlane(double slopeX, double slopeY, double offsetMetres) {
    /** A car's roof rack above a level road: the answer where a sweep shows no ground. */
    public static final GroundPlane LEVEL = new GroundPlane(0, 0, -1.73);

    private static final double REACH_METRES = 30;
    private static final double BIN_METRES = 0.1;
    private static final double LOWEST_METRES = -6;
    private static final double[] INLIER_METRES = {0.5, 0.3, 0.15, 0.15};
    private static final int FEWEST_INLIERS = 50;

    /** Starts at the height below the sensor that most points share, then refits a plane to the points near it. */
    public static GroundPlane of(PointCloud cloud) {
        int[] population = new int[(int) Math.ceil(-LOWEST_METRES / BIN_METRES)];
        float[] xyzi = cloud.xyzi();
        for (int at = 0; at < xyzi.length; at += PointCloud.STRIDE) {
            float z = xyzi[at + 2];
            if (z < -0.5 && z > LOWEST_METRES && isNear(xyzi[at], xyzi[at + 1])) {
                population[(int) ((z - LOWEST_METRES) / BIN_METRES)]++;
            }
        }
        int most = 0;
        for (int bin = 1; bin < population.length; bin++) {
            most = population[bin] > population[most] ? bin : most;
        }
        GroundPlane plane = new GroundPlane(0, 0, LOWEST_METRES + (most + 0.5) * BIN_METRES);
        for (double inlierMetres : INLIER_METRES) {
            plane = plane.refitted(xyzi, inlierMetres);
        }
        return plane;
    }

    private static boolean isNear(float x, float y) {
        return x * x + y * y < REACH_METRES * REACH_METRES;
    }

    public double heightMetres(PointCloud cloud, int point) {
        return heightMetres(cloud.x(point), cloud.y(point), cloud.z(point));
    }

    /** Of a point above the plane, negative below it. */
    public double heightMetres(double x, double y, double z) {
        return z - (slopeX * x + slopeY * y + offsetMetres);
    }

    /** The cosine between the beam to a point and the plane's normal. */
    public double incidenceCosine(PointCloud cloud, int point) {
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
    private GroundPlane refitted(float[] xyzi, double inlierMetres) {
        int n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumZ = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        double sumXz = 0;
        double sumYz = 0;
        for (int at = 0; at < xyzi.length; at += PointCloud.STRIDE) {
            double x = xyzi[at];
            double y = xyzi[at + 1];
            double z = xyzi[at + 2];
            if (Math.abs(heightMetres(x, y, z)) < inlierMetres && isNear(xyzi[at], xyzi[at + 1])) {
                n++;
                sumX += x;
                sumY += y;
                sumZ += z;
                sumXx += x * x;
                sumXy += x * y;
                sumYy += y * y;
                sumXz += x * z;
                sumYz += y * z;
            }
        }
        if (n < FEWEST_INLIERS) {
            return LEVEL;
        }
        double xx = sumXx - sumX * sumX / n;
        double xy = sumXy - sumX * sumY / n;
        double yy = sumYy - sumY * sumY / n;
        double xz = sumXz - sumX * sumZ / n;
        double yz = sumYz - sumY * sumZ / n;
        double determinant = xx * yy - xy * xy;
        if (determinant < 1e-6 * xx * yy || determinant <= 0) {
            return new GroundPlane(0, 0, sumZ / n);
        }
        double fittedX = (xz * yy - yz * xy) / determinant;
        double fittedY = (yz * xx - xz * xy) / determinant;
        return new GroundPlane(fittedX, fittedY, (sumZ - fittedX * sumX - fittedY * sumY) / n);
    }
}
