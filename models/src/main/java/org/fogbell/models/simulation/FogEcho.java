package org.fogbell.models.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The echo of the fog itself, for one density of fog, tabulated over the range of what the beam would have hit.
 *
 * <p>After Hahner et al., "Fog Simulation on Real LiDAR Point Clouds" (ICCV 2021). A pulse of half-power width tau_H
 * that meets fog from the sensor to a target at R0 gives, at range R, the power
 * <pre>
 *   C_A P0 beta I(R),   I(R) = integral_0^{2 tau_H} sin^2(pi t / 2 tau_H) exp(-2 alpha r) / r^2 xi(r) dt,
 *   r = R - ct/2 at most R0, xi = 0 below 0.9 m (where transmitter and receiver do not overlap), 1 beyond 1 m,
 * </pre>
 * with C_A P0 = i R0^2 / beta_0 from the intensity i of the target. The sensor reports the strongest place at or before
 * the target; there r never exceeds R0, so I(R) is one curve for all targets and its running maximum is the table.
 */
final class FogEcho {
    static final double PULSE_SECONDS = 20e-9;
    static final double LIGHT_METRES_PER_SECOND = 299_792_458;
    static final double TARGET_REFLECTIVITY = 1e-6 / Math.PI;
    static final double STEP_METRES = 0.1;
    static final double MAX_RANGE_METRES = 200;
    private static final double BLIND_METRES = 0.9;
    private static final double FULL_OVERLAP_METRES = 1.0;
    private static final int SIMPSON_INTERVALS = 200;

    private static final Map<Double, FogEcho> BY_ATTENUATION = new ConcurrentHashMap<>();

    private final double attenuationPerMetre;
    private final double backscatterRatio;
    private final double[] strongest;
    private final double[] strongestAtMetres;

    private FogEcho(double attenuationPerMetre) {
        this.attenuationPerMetre = attenuationPerMetre;
        double visibilityMetres = StrictMath.log(20) / attenuationPerMetre;
        this.backscatterRatio = 0.046 / visibilityMetres / TARGET_REFLECTIVITY;
        int steps = (int) Math.round(MAX_RANGE_METRES / STEP_METRES);
        this.strongest = new double[steps + 1];
        this.strongestAtMetres = new double[steps + 1];
        for (int step = 1; step <= steps; step++) {
            double range = step * STEP_METRES;
            double response = response(range);
            boolean stronger = response > strongest[step - 1];
            strongest[step] = stronger ? response : strongest[step - 1];
            strongestAtMetres[step] = stronger ? range : strongestAtMetres[step - 1];
        }
    }

    /** The table for that attenuation, computed once. */
    static FogEcho of(double attenuationPerMetre) {
        return BY_ATTENUATION.computeIfAbsent(attenuationPerMetre, FogEcho::new);
    }

    /** The intensity of the fog's strongest echo before a target of intensity 1 at that range. */
    double intensity(double rangeMetres) {
        return rangeMetres * rangeMetres * backscatterRatio * strongest[step(rangeMetres)];
    }

    /** Where that echo comes from. */
    double rangeMetres(double targetRangeMetres) {
        return strongestAtMetres[step(targetRangeMetres)];
    }

    private int step(double rangeMetres) {
        return (int) Math.min(rangeMetres / STEP_METRES, strongest.length - 1);
    }

    /** I(R) in s/m^2, by Simpson's rule. */
    private double response(double rangeMetres) {
        double width = 2 * PULSE_SECONDS / SIMPSON_INTERVALS;
        double sum = 0;
        for (int node = 1; node < SIMPSON_INTERVALS; node++) {
            double pulse = StrictMath.sin(Math.PI * node / SIMPSON_INTERVALS);
            double scatterer = rangeMetres - LIGHT_METRES_PER_SECOND * node * width / 2;
            sum += (node % 2 == 1 ? 4 : 2) * pulse * pulse * fromFogAt(scatterer);
        }
        return sum * width / 3;
    }

    private double fromFogAt(double range) {
        if (range <= BLIND_METRES) {
            return 0;
        }
        double overlap = Math.min(1, (range - BLIND_METRES) / (FULL_OVERLAP_METRES - BLIND_METRES));
        return overlap * StrictMath.exp(-2 * attenuationPerMetre * range) / (range * range);
    }
}
