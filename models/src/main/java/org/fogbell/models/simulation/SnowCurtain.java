package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/**
 * Single snowflakes around the sensor with their geometry, after Hahner et al., "LiDAR Snowfall Simulation" (CVPR 2022):
 * each ring sweeps a disc in which flakes cover the share rate / (3.6e6 rho v) of the area. A flake hides the part of
 * the beams' width that it covers and returns an echo of its own in the same proportion; the strongest echo is reported.
 */
final class SnowCurtain {
    static final double SNOW_DENSITY = 0.1;
    static final double FALL_METRES_PER_SECOND = 1.6;
    static final double REACH_METRES = 15;
    private static final double NEAREST_METRES = 0.9;
    private static final double DIVERGENCE_RADIANS = 3e-3;
    private static final double SNOW_REFLECTANCE = 0.9;
    private static final int BINS = 2048;
    /** A flake is wider than the drop that it melts to, whose size the distribution tells. */
    private static final double FLAKE_PER_DROP = StrictMath.cbrt(1 / SNOW_DENSITY);

    private final PointCloud clean;
    private final float[] range;
    private final float[] azimuth;
    private final float[] hidden;
    private final float[] flakeRange;
    private final float[] flakePower;

    private SnowCurtain(PointCloud clean) {
        this.clean = clean;
        int size = clean.size();
        range = new float[size];
        azimuth = new float[size];
        hidden = new float[size];
        flakeRange = new float[size];
        flakePower = new float[size];
        for (int point = 0; point < size; point++) {
            range[point] = (float) Beam.rangeMetres(clean, point);
            azimuth[point] = (float) Beam.azimuth(clean, point);
        }
    }

    static PointCloud apply(PointCloud clean, double millimetresPerHour, Seeds seeds) {
        Rings rings = Rings.of(clean);
        SnowCurtain curtain = new SnowCurtain(clean);
        curtain.fall(rings, millimetresPerHour, seeds.fresh());
        return curtain.echoes();
    }

    /** Share of an area that flakes cover. */
    static double occupancy(double millimetresPerHour) {
        return millimetresPerHour / (3.6e6 * SNOW_DENSITY * FALL_METRES_PER_SECOND);
    }

    /** Flakes in the disc that a ring sweeps; their diameters are exponential, so the mean square is twice the mean squared. */
    static double flakesPerRing(double millimetresPerHour) {
        double mean = meanDiameterMetres(millimetresPerHour);
        double meanAreaSquareMetres = Math.PI / 4 * 2 * mean * mean;
        return occupancy(millimetresPerHour) * Math.PI * REACH_METRES * REACH_METRES / meanAreaSquareMetres;
    }

    static double meanDiameterMetres(double millimetresPerHour) {
        return 1e-3
                * FLAKE_PER_DROP
                / Precipitation.snowFlakes(millimetresPerHour).slopePerMillimetre();
    }

    private void fall(Rings rings, double rate, SeededRandom random) {
        int[] order = new int[clean.size()];
        int[] start = byRingAndAzimuth(rings, order);
        double meanMetres = meanDiameterMetres(rate);
        int flakes = (int) Math.round(flakesPerRing(rate));
        for (int ring = 0; ring < rings.count(); ring++) {
            for (int flake = 0; flake < flakes; flake++) {
                double distance = REACH_METRES * Math.sqrt(random.nextDouble());
                double direction = random.nextDouble(-Math.PI, Math.PI);
                double metres = meanMetres * random.nextExponential();
                if (distance > NEAREST_METRES) {
                    hide(ring, distance, direction, metres, order, start);
                }
            }
        }
    }

    /** Where each bin of azimuth of each ring starts in the order; one more for the end. */
    private int[] byRingAndAzimuth(Rings rings, int[] order) {
        int[] start = new int[rings.count() * BINS + 1];
        for (int point = 0; point < order.length; point++) {
            if (rings.ringOfPoint()[point] >= 0) {
                start[rings.ringOfPoint()[point] * BINS + bin(azimuth[point]) + 1]++;
            }
        }
        for (int i = 1; i < start.length; i++) {
            start[i] += start[i - 1];
        }
        int[] next = start.clone();
        for (int point = 0; point < order.length; point++) {
            if (rings.ringOfPoint()[point] >= 0) {
                order[next[rings.ringOfPoint()[point] * BINS + bin(azimuth[point])]++] = point;
            }
        }
        return start;
    }

    private static int bin(double azimuth) {
        return Math.floorMod((int) Math.floor((azimuth / (2 * Math.PI) + 0.5) * BINS), BINS);
    }

    private void hide(int ring, double distance, double direction, double metres, int[] order, int[] start) {
        double flakeHalf = metres / 2 / distance;
        double reach = flakeHalf + DIVERGENCE_RADIANS / 2;
        int first = (int) Math.floor(((direction - reach) / (2 * Math.PI) + 0.5) * BINS);
        int last = (int) Math.floor(((direction + reach) / (2 * Math.PI) + 0.5) * BINS);
        for (int bin = first; bin <= last; bin++) {
            int slot = ring * BINS + Math.floorMod(bin, BINS);
            for (int i = start[slot]; i < start[slot + 1]; i++) {
                int point = order[i];
                double offset = Math.abs(azimuth[point] - direction);
                offset = Math.min(offset, 2 * Math.PI - offset);
                if (offset < reach && distance < range[point]) {
                    hit(point, distance, covered(offset, flakeHalf));
                }
            }
        }
    }

    /** Share of the beam's width that a flake covers. */
    private static double covered(double offset, double flakeHalf) {
        double right = Math.min(offset + flakeHalf, DIVERGENCE_RADIANS / 2);
        double left = Math.max(offset - flakeHalf, -DIVERGENCE_RADIANS / 2);
        return (right - left) / DIVERGENCE_RADIANS;
    }

    private void hit(int point, double distance, double covered) {
        hidden[point] += (float) covered;
        float power = (float) (SNOW_REFLECTANCE * covered / (distance * distance));
        if (power > flakePower[point]) {
            flakePower[point] = power;
            flakeRange[point] = (float) distance;
        }
    }

    private PointCloud echoes() {
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            if (hidden[point] == 0) {
                points.add(clean, point);
                continue;
            }
            double open = Math.max(0, 1 - hidden[point]);
            double target = Detection.reflectance(clean, point, range[point]) * open;
            double power = target / ((double) range[point] * range[point]);
            if (flakePower[point] > Math.max(power, Detection.FLOOR)) {
                double intensity = (double) flakePower[point] * flakeRange[point] * flakeRange[point];
                points.addScaled(clean, point, flakeRange[point] / range[point], intensity);
            } else if (power >= Detection.FLOOR) {
                points.addScaled(clean, point, 1, clean.intensity(point) * open);
            }
        }
        return points.toCloud();
    }
}
