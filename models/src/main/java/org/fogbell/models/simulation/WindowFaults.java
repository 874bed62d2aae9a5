package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/** What happens at the window that a LiDAR looks through, and what other LiDARs send through it. */
final class WindowFaults {
    private static final double SOILED_TRANSMISSION = 0.3;
    private static final double SOFT_EDGE = 0.3;
    private static final double BAND_RADIANS = StrictMath.toRadians(3);
    private static final double FOREIGN_SHARE = 0.5;
    private static final double FOREIGN_INTENSITY = 0.1;
    private static final double NEAREST_METRES = 2;
    private static final double DRIFT_METRES_PER_RADIAN = 400;

    private WindowFaults() {}

    /**
     * Dirt on a sector of the window, full in its middle and thin at its edges: light passes it twice. Echoes grow weaker,
     * none is lost.
     */
    static PointCloud blockage(PointCloud clean, double degreesWide, Seeds seeds) {
        SeededRandom random = seeds.lasting();
        double middle = random.nextDouble(-Math.PI / 3, Math.PI / 3);
        double halfWidth = StrictMath.toRadians(degreesWide) / 2;
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            double offset = wrapped(Beam.azimuth(clean, point) - middle) / halfWidth;
            double soiled = Math.max(0, Math.min(1, (1 - Math.abs(offset)) / SOFT_EDGE));
            double passing = 1 - (1 - SOILED_TRANSMISSION) * soiled;
            float intensity = clean.intensity(point);
            points.add(
                    clean.x(point),
                    clean.y(point),
                    clean.z(point),
                    offset > -1 && offset < 1 ? (float) (intensity * passing * passing) : intensity);
        }
        return points.toCloud();
    }

    /**
     * Another sensor of the same make: in bands of azimuth where the two look at each other, half the beams take its pulse
     * for their own echo when it comes first. Its clock drifts against ours, so the false ranges run from far to near and
     * start again: spiral arms.
     */
    static PointCloud interference(PointCloud clean, double bands, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        double[] middles = new double[(int) bands];
        double[] starts = new double[middles.length];
        for (int band = 0; band < middles.length; band++) {
            middles[band] = random.nextDouble(-Math.PI, Math.PI);
            starts[band] = random.nextDouble();
        }
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            double range = Beam.rangeMetres(clean, point);
            double foreign = foreignRange(Beam.azimuth(clean, point), middles, starts);
            if (Beam.isReturn(clean, point) && foreign < range && random.nextBoolean(FOREIGN_SHARE)) {
                points.addScaled(clean, point, foreign / range, FOREIGN_INTENSITY);
            } else {
                points.add(clean, point);
            }
        }
        return points.toCloud();
    }

    private static double foreignRange(double azimuth, double[] middles, double[] starts) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int band = 0; band < middles.length; band++) {
            double offset = wrapped(azimuth - middles[band]);
            if (Math.abs(offset) < BAND_RADIANS / 2) {
                double turns = starts[band] + offset * DRIFT_METRES_PER_RADIAN / Detection.MAX_RANGE_METRES;
                double phase = turns - Math.floor(turns);
                nearest = Math.min(nearest, NEAREST_METRES + phase * (Detection.MAX_RANGE_METRES - NEAREST_METRES));
            }
        }
        return nearest;
    }

    /** The same angle within -pi..pi, of a difference of two such angles. */
    private static double wrapped(double radians) {
        return radians > Math.PI ? radians - 2 * Math.PI : radians < -Math.PI ? radians + 2 * Math.PI : radians;
    }
}
