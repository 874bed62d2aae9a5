package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fogbell.models.frame.PointCloud;

/**
 * Drops or flakes that LiDAR beams meet, after LISA (Kilic et al., "Lidar Light Scattering Augmentation", 2021): echo
 * power of a target rho exp(-2 a r) / r^2, of a drop |(n-1)/(n+1)|^2 exp(-2 a r) min((D/D_beam)^2, 1) / r^2; the strongest
 * above the {@link Detection} floor is reported, with a range error that grows as the signal weakens.
 *
 * <p>A beam of 50 m holds hundreds of drops, nearly all too faint to matter. Drops are a Poisson process, so only those
 * whose echo clears the floor are drawn, which leaves the distribution of the strongest echo as it is: beyond a range r
 * they are those larger than D_min(r), and their expected number up to r is tabulated.
 */
final class Hydrometeors {
    static final double DIVERGENCE_RADIANS = 3e-3;
    static final double NEAREST_METRES = 0.9;
    private static final double SMALLEST_MILLIMETRES = 0.05;
    private static final double RANGE_ACCURACY_METRES = 0.09;
    private static final double STEP_METRES = 0.05;
    private static final double BEAM_METRES_PER_METRE = 2 * StrictMath.tan(DIVERGENCE_RADIANS / 2);

    private static final Map<Precipitation, Hydrometeors> BY_PRECIPITATION = new ConcurrentHashMap<>();

    private final Precipitation air;
    private final double reflectance;
    /** Expected number of drops with an echo above the floor, between the nearest range and that many steps farther. */
    private final double[] expected;
    /** The chance that there is none of them. */
    private final double[] chanceOfNone;

    private Hydrometeors(Precipitation air) {
        this.air = air;
        double mismatch = (air.refractiveIndex() - 1) / (air.refractiveIndex() + 1);
        this.reflectance = mismatch * mismatch;
        double farthest = Math.sqrt(reflectance / Detection.FLOOR);
        int steps = (int) Math.ceil((farthest - NEAREST_METRES) / STEP_METRES);
        this.expected = new double[steps + 1];
        this.chanceOfNone = new double[steps + 1];
        chanceOfNone[0] = 1;
        for (int step = 1; step <= steps; step++) {
            double range = NEAREST_METRES + (step - 0.5) * STEP_METRES;
            double beam = BEAM_METRES_PER_METRE * range;
            double volume = Math.PI / 4 * beam * beam * STEP_METRES;
            expected[step] = expected[step - 1] + volume * air.largerThan(smallestSeen(range));
            chanceOfNone[step] = StrictMath.exp(-expected[step]);
        }
    }

    static PointCloud rain(PointCloud clean, double millimetresPerHour, Seeds seeds) {
        return of(Precipitation.rain(millimetresPerHour)).apply(clean, seeds.fresh());
    }

    static PointCloud snow(PointCloud clean, double millimetresPerHour, Seeds seeds) {
        return of(Precipitation.snow(millimetresPerHour)).apply(clean, seeds.fresh());
    }

    static Hydrometeors of(Precipitation air) {
        return BY_PRECIPITATION.computeIfAbsent(air, Hydrometeors::new);
    }

    /** Drops that the sensor could see in a beam up to a range, on average. */
    double expectedEchoes(double rangeMetres) {
        return expected[step(rangeMetres)];
    }

    private int step(double rangeMetres) {
        return (int) Math.max(0, Math.min(expected.length - 1, (rangeMetres - NEAREST_METRES) / STEP_METRES));
    }

    /** In millimetres; infinite where even a drop as wide as the beam is too faint. */
    private double smallestSeen(double range) {
        double filling = Detection.FLOOR * range * range / (reflectance * transmission(range));
        return filling > 1
                ? Double.POSITIVE_INFINITY
                : Math.max(SMALLEST_MILLIMETRES, 1e3 * BEAM_METRES_PER_METRE * range * Math.sqrt(filling));
    }

    private double transmission(double range) {
        return StrictMath.exp(-2 * air.extinctionPerMetre() * range);
    }

    private PointCloud apply(PointCloud clean, SeededRandom random) {
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            if (Beam.isReturn(clean, point)) {
                echo(clean, point, random, points);
            } else {
                points.add(clean, point);
            }
        }
        return points.toCloud();
    }

    private void echo(PointCloud clean, int point, SeededRandom random, PointList points) {
        double range = Beam.rangeMetres(clean, point);
        double transmission = transmission(range);
        double echoRange = range;
        double power = Detection.reflectance(clean, point, range) * transmission / (range * range);
        double intensity = clean.intensity(point) * transmission;
        int drops = random.nextPoissonBy(chanceOfNone[step(range)]);
        for (int drop = 0; drop < drops; drop++) {
            double dropRange = dropRange(random.nextDouble() * expectedEchoes(range));
            double diameter = smallestSeen(dropRange) + random.nextExponential() / air.slopePerMillimetre();
            double filling = Math.min(1, diameter / (1e3 * BEAM_METRES_PER_METRE * dropRange));
            double dropIntensity = reflectance * transmission(dropRange) * filling * filling;
            double dropPower = dropIntensity / (dropRange * dropRange);
            if (dropPower > power) {
                power = dropPower;
                echoRange = dropRange;
                intensity = dropIntensity;
            }
        }
        if (power >= Detection.FLOOR) {
            double error = RANGE_ACCURACY_METRES / Math.sqrt(2 * power / Detection.FLOOR) * random.nextGaussian();
            points.addScaled(clean, point, (echoRange + error) / range, intensity);
        }
    }

    /** Where the expected number of visible drops reaches a value: drops lie where that number grows. */
    private double dropRange(double number) {
        int above = Arrays.binarySearch(expected, number);
        above = Math.max(1, above < 0 ? -above - 1 : above);
        double share = (number - expected[above - 1]) / (expected[above] - expected[above - 1]);
        return NEAREST_METRES + (above - 1 + share) * STEP_METRES;
    }
}
