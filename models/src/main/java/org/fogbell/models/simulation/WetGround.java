package org.fogbell.models.simulation;

import org.fogbell.models.frame.GroundPlane;
import org.fogbell.models.frame.PointCloud;

/**
 * A film of water on the road: the beam loses light to the mirror that the surface is, at grazing incidence nearly all of
 * it, so that distant road goes dark.
 *
 * <p>A Lambertian ground of reflectance rho under a film of index n sends back, of what dry ground would,
 * <pre>
 *   w(theta) = (1 - F(theta))^2 / (n^2 (1 - rho R)),
 * </pre>
 * with Fresnel's reflectance F of unpolarised light in and out, n^2 from the widening of the beam that leaves, and what the
 * film's underside returns to the ground summed over all bounces, R = 1 - (1 - F_diffuse)/n^2. A film thinner than
 * {@link #FULL_FILM_MILLIMETRES} leaves the tips of the ground dry: it counts in proportion (as in Hahner et al., CVPR 2022).
 */
final class WetGround {
    static final double WATER = 1.33;
    static final double FULL_FILM_MILLIMETRES = 1.2;
    private static final double GROUND_METRES = 0.12;
    private static final double UNDERSIDE = 1 - (1 - diffuseReflectance()) / (WATER * WATER);

    private WetGround() {}

    static PointCloud apply(PointCloud clean, double filmMillimetres, Seeds seeds) {
        GroundPlane ground = GroundPlane.of(clean);
        double covered = Math.min(1, filmMillimetres / FULL_FILM_MILLIMETRES);
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            boolean isGround = Math.abs(ground.heightMetres(clean, point)) < GROUND_METRES;
            if (!isGround || !Beam.isReturn(clean, point)) {
                points.add(clean, point);
                continue;
            }
            double range = Beam.rangeMetres(clean, point);
            double dry = Detection.reflectance(clean, point, range);
            double wet = wetShare(ground.incidenceCosine(clean, point), Math.min(1, dry));
            double share = 1 - covered + covered * wet;
            if (Detection.sees(dry, share, range)) {
                points.addScaled(clean, point, 1, clean.intensity(point) * share);
            }
        }
        return points.toCloud();
    }

    /** w of the class comment. */
    static double wetShare(double incidenceCosine, double groundReflectance) {
        double entering = 1 - fresnel(incidenceCosine);
        return entering * entering / (WATER * WATER * (1 - groundReflectance * UNDERSIDE));
    }

    /** Reflectance of a water surface seen from the air, for unpolarised light. */
    static double fresnel(double incidenceCosine) {
        double outside = incidenceCosine;
        double inside = Math.sqrt(1 - (1 - outside * outside) / (WATER * WATER));
        double across = (outside - WATER * inside) / (outside + WATER * inside);
        double along = (inside - WATER * outside) / (inside + WATER * outside);
        return (across * across + along * along) / 2;
    }

    /** The mean of Fresnel's reflectance over a hemisphere of equal radiance: 2 integral F(mu) mu d mu. */
    private static double diffuseReflectance() {
        int steps = 1_000;
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            double cosine = (step + 0.5) / steps;
            sum += 2 * fresnel(cosine) * cosine / steps;
        }
        return sum;
    }
}
