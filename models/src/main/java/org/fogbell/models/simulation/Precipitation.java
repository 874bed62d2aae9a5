package org.fogbell.models.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rain or snow in the air: how many drops of each size there are, N(D) = intercept exp(-slope D), and how much light of
 * 905 nm they swallow. Rain after Marshall and Palmer (1948), snow after Gunn and Marshall (1958) by the diameters of the
 * melted flakes, as in LISA (Kilic et al., 2021).
 *
 * @param intercept drops per cubic metre and millimetre of diameter
 * @param slopePerMillimetre how fast larger drops get rarer
 * @param refractiveIndex of water or of ice
 * @param extinctionPerMetre from the table that {@link #extinctionByMie} made, between whose rates it interpolates
 */
record Precipitation(double intercept, double slopePerMillimetre, double refractiveIndex, double extinctionPerMetre) {
    static final double WATER = 1.328;
    static final double ICE = 1.3031;
    static final double WAVELENGTH_METRES = 905e-9;
    private static final double SMALLEST_MILLIMETRES = 1e-3;
    private static final double LARGEST_MILLIMETRES = 20;
    private static final String TABLE = "extinction.csv";

    private static final Map<Double, Precipitation> RAIN = new ConcurrentHashMap<>();
    private static final Map<Double, Precipitation> SNOW = new ConcurrentHashMap<>();

    static Precipitation rain(double millimetresPerHour) {
        return RAIN.computeIfAbsent(millimetresPerHour, rate -> {
            Precipitation drops = rainDrops(rate);
            return drops.withExtinction(Table.interpolated(rate, 0));
        });
    }

    static Precipitation snow(double millimetresPerHour) {
        return SNOW.computeIfAbsent(millimetresPerHour, rate -> {
            Precipitation flakes = snowFlakes(rate);
            return flakes.withExtinction(Table.interpolated(rate, 1));
        });
    }

    static Precipitation rainDrops(double rate) {
        return new Precipitation(8000, 4.1 * StrictMath.pow(rate, -0.21), WATER, 0);
    }

    static Precipitation snowFlakes(double rate) {
        return new Precipitation(7600 * StrictMath.pow(rate, -0.87), 2.55 * StrictMath.pow(rate, -0.48), ICE, 0);
    }

    private Precipitation withExtinction(double perMetre) {
        return new Precipitation(intercept, slopePerMillimetre, refractiveIndex, perMetre);
    }

    /** Drops larger than a diameter, per cubic metre. */
    double largerThan(double millimetres) {
        return intercept / slopePerMillimetre * StrictMath.exp(-slopePerMillimetre * millimetres);
    }

    /** The integral of (pi/4) D^2 Q_ext(D) N(D) over the diameters, by the trapezoidal rule in ln D; per metre. */
    double extinctionByMie(int intervals) {
        double step = StrictMath.log(LARGEST_MILLIMETRES / SMALLEST_MILLIMETRES) / intervals;
        double sum = 0;
        for (int node = 0; node <= intervals; node++) {
            double diameter = SMALLEST_MILLIMETRES * StrictMath.exp(node * step);
            double size = Math.PI * diameter * 1e-3 / WAVELENGTH_METRES;
            double crossSection = Math.PI / 4 * diameter * diameter * 1e-6;
            double number = intercept * StrictMath.exp(-slopePerMillimetre * diameter);
            double weight = node == 0 || node == intervals ? 0.5 : 1;
            sum += weight * Mie.of(size, refractiveIndex, 0).extinction() * crossSection * number * diameter;
        }
        return sum * step;
    }

    /** Extinction of rain and of snow per metre at rates that grow by a constant factor, in mm/h. */
    private static final class Table {
        private static final NavigableMap<Double, double[]> BY_RATE = read();

        private static NavigableMap<Double, double[]> read() {
            NavigableMap<Double, double[]> byRate = new TreeMap<>();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(Precipitation.class.getResourceAsStream(TABLE), TABLE),
                    StandardCharsets.US_ASCII))) {
                lines.lines()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .forEach(row -> byRate.put(
                                Double.valueOf(row[0]),
                                new double[] {Double.parseDouble(row[1]), Double.parseDouble(row[2])}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return byRate;
        }

        /** A straight line between logarithms, as the law is nearly a power law. */
        static double interpolated(double rate, int column) {
            var below = BY_RATE.floorEntry(rate);
            var above = BY_RATE.ceilingEntry(rate);
            if (below == null || above == null) {
                throw new IllegalArgumentException("the extinction table covers " + BY_RATE.firstKey() + " to "
                        + BY_RATE.lastKey() + " mm/h, got " + rate);
            }
            double low = below.getValue()[column];
            if (below.getKey().equals(above.getKey())) {
                return low;
            }
            double share = StrictMath.log(rate / below.getKey()) / StrictMath.log(above.getKey() / below.getKey());
            return low * StrictMath.pow(above.getValue()[column] / low, share);
        }
    }
}
