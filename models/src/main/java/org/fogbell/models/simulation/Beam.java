package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/** Polar coordinates of a sweep's points, seen from the sensor. */
final class Beam {
    /* Abramowitz and Stegun 4.4.49, highest power first. */
    private static final double[] ARC_TANGENT = {
        0.0028662257,
        -0.0161657367,
        0.0429096138,
        -0.0752896400,
        0.1065626393,
        -0.1420889944,
        0.1999355085,
        -0.3333314528
    };

    private Beam() {}

    /** Metres from the sensor; NaN or infinite where the point is not finite. */
    static double rangeMetres(PointCloud cloud, int point) {
        double x = cloud.x(point);
        double y = cloud.y(point);
        double z = cloud.z(point);
        return Math.sqrt(x * x + y * y + z * z);
    }

    /** Whether all three coordinates are numbers and the point is not the sensor itself. */
    static boolean isReturn(PointCloud cloud, int point) {
        double range = rangeMetres(cloud, point);
        return range > 0 && range < Double.POSITIVE_INFINITY;
    }

    /** Radians from ahead, counter-clockwise seen from above, -pi..pi; NaN where the point is not finite. */
    static double azimuth(PointCloud cloud, int point) {
        return atan2(cloud.y(point), cloud.x(point));
    }

    /** Radians above the sensor's horizontal plane. */
    static double elevation(PointCloud cloud, int point) {
        double x = cloud.x(point);
        double y = cloud.y(point);
        return atan2(cloud.z(point), Math.sqrt(x * x + y * y));
    }

    /*
     * In error by at most 2e-8 rad: less than what single-precision coordinates carry. Plain arithmetic gives the same bits everywhere, at a fifth of the cost of StrictMath.atan2.
     */
    static double atan2(double y, double x) {
        double ay = Math.abs(y);
        double ax = Math.abs(x);
        double larger = Math.max(ax, ay);
        if (larger == 0) {
            return 0;
        }
        double t = Math.min(ax, ay) / larger;
        double s = t * t;
        double sum = 0;
        for (double coefficient : ARC_TANGENT) {
            sum = (sum + coefficient) * s;
        }
        double angle = t * (1 + sum);
        if (ay > ax) {
            angle = Math.PI / 2 - angle;
        }
        if (x < 0) {
            angle = Math.PI - angle;
        }
        return y < 0 ? -angle : angle;
    }
}
