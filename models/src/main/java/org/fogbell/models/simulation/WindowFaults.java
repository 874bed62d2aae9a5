package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/** What happens at the window that a LiDAR looks through, and what other LiDARs send through it. */
final class WindowFaults {
    private static final double SOILED_TRANSMISSION = 0.3;
    private static final double SOFT_EDGE = 0.3;
    private static final double LOWEST_SPOT_RADIANS = StrictMath.toRadians(-12);
    private static final double BAND_RADIANS = StrictMath.toRadians(10);
    private static final double FOREIGN_SHARE = 0.5;
    private static final double FOREIGN_INTENSITY = 0.1;
    private static final double NEAREST_METRES = 2;

    private WindowFaults() {}

    /**
     * A spot of dirt ahead, half as high as wide, full in its middle and thin at its edges: light passes it twice. Echoes
     * grow weaker, none is lost.
     */
    static PointCloud blockage(PointCloud clean, double degreesWide, Seeds seeds) {
        SeededRandom random = seeds.lasting();
        double azimuth = random.nextDouble(-Math.PI / 3, Math.PI / 3);
        double elevation = random.nextDouble(LOWEST_SPOT_RADIANS, 0);
        double halfWidth = StrictMath.toRadians(degreesWide) / 2;
        float[] xyzi = clean.xyzi().clone();
        for (int point = 0; point < clean.size(); point++) {
            double across = wrapped(Beam.azimuth(clean, point) - azimuth) / halfWidth;
            double up = (Beam.elevation(clean, point) - elevation) / (halfWidth / 2);
            double outward = Math.sqrt(across * across + up * up);
            if (outward < 1) {
                double soiled = Math.min(1, (1 - outward) / SOFT_EDGE);
                double passing = 1 - (1 - SOILED_TRANSMISSION) * soiled;
                xyzi[point * PointCloud.STRIDE + 3] *= (float) (passing * passing);
            }
        }
        return new PointCloud(xyzi);
    }

    /**
     * Another sensor of the same make: in bands of azimuth where the two look at each other, half the beams take its pulse
     * for their own echo when it comes first. Its clock drifts against ours, so over a band the false ranges run once through
     * all that the sensor measures: a spiral arm.
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
                double turns = starts[band] + offset / BAND_RADIANS;
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
