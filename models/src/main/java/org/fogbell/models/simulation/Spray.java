package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.PointCloud;

/**
 * What wheels throw up behind vehicles on a wet road. Vehicles are found as {@link VehicleCluster}s and taken to drive the
 * way the sensor does, so each drags its plume towards negative x: as wide and nearly as high as itself at its tail,
 * widening with distance, its extinction falling exponentially. A beam that enters a plume ends in it with Beer and
 * Lambert's probability; one that gets through is attenuated twice.
 */
final class Spray {
    static final double DECAY_METRES = 5;
    static final double LENGTH_METRES = 15;
    static final double WIDENING = 0.08;
    /** Cars beside the road stand still, as far as is known. */
    private static final double ROAD_METRES = 6;

    private static final double NEAREST_METRES = 0.9;
    private static final double STEP_METRES = 0.5;
    private static final double FAINTEST = 0.02;
    private static final double BRIGHTEST = 0.12;

    private Spray() {}

    static PointCloud apply(PointCloud clean, double perMetre, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        List<Plume> plumes = new ArrayList<>();
        for (VehicleCluster vehicle : VehicleCluster.in(clean)) {
            if (Math.abs(vehicle.minY() + vehicle.maxY()) / 2 < ROAD_METRES) {
                plumes.add(new Plume(vehicle, perMetre));
            }
        }
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            pass(clean, point, plumes, random, points);
        }
        return points.toCloud();
    }

    private static void pass(PointCloud clean, int point, List<Plume> plumes, SeededRandom random, PointList points) {
        double range = Beam.rangeMetres(clean, point);
        double depth = 0;
        double budget = -1;
        for (Plume plume : plumes) {
            double enter = Math.max(NEAREST_METRES / range, plume.enter(clean, point));
            double leave = plume.leave(clean, point, enter);
            // Drawn only for beams that meet a plume, but always before the first step into it.
            budget = budget < 0 && enter < leave ? random.nextExponential() : budget;
            double step = STEP_METRES / range;
            for (double at = enter + step / 2; at < leave; at += step) {
                depth += STEP_METRES * plume.extinction(clean, point, at);
                if (depth > budget) {
                    double share = Math.min(1, at + (random.nextDouble() - 0.5) * step);
                    points.addScaled(clean, point, share, random.nextDouble(FAINTEST, BRIGHTEST));
                    return;
                }
            }
        }
        double transmission = depth == 0 ? 1 : StrictMath.exp(-2 * depth);
        if (depth == 0) {
            points.add(clean, point);
        } else if (Detection.sees(Detection.reflectance(clean, point, range), transmission, range)) {
            points.addScaled(clean, point, 1, clean.intensity(point) * transmission);
        }
    }

    /** The cloud behind one vehicle. Places on a beam are given as shares of the way to its point. */
    private record Plume(VehicleCluster vehicle, double perMetre) {

        /** Where the beam enters the stretch of x that the plume takes; NaN for points that are not finite. */
        double enter(PointCloud cloud, int point) {
            double near = (vehicle.minX() - LENGTH_METRES) / cloud.x(point);
            double far = vehicle.minX() / cloud.x(point);
            return Math.max(0, Math.min(near, far));
        }

        /** Where it leaves that stretch or ends; not after the entry where it passes beside the plume. */
        double leave(PointCloud cloud, int point, double enter) {
            double near = (vehicle.minX() - LENGTH_METRES) / cloud.x(point);
            double far = vehicle.minX() / cloud.x(point);
            double leave = Math.min(1, Math.max(near, far));
            double first = enter * cloud.y(point);
            double last = leave * cloud.y(point);
            double widest = WIDENING * LENGTH_METRES;
            boolean beside =
                    Math.max(first, last) < vehicle.minY() - widest || Math.min(first, last) > vehicle.maxY() + widest;
            return beside ? enter : leave;
        }

        /** Thickest in the middle, nothing at the sides. */
        double extinction(PointCloud cloud, int point, double share) {
            double behind = vehicle.minX() - cloud.x(point) * share;
            double halfWidth = (vehicle.maxY() - vehicle.minY()) / 2 + WIDENING * behind;
            double aside = (cloud.y(point) * share - (vehicle.minY() + vehicle.maxY()) / 2) / halfWidth;
            double z = cloud.z(point) * share;
            boolean inside = Math.abs(aside) < 1 && z < vehicle.maxZ() + WIDENING * behind && z > vehicle.groundZ();
            return inside ? perMetre * (1 - aside * aside) * StrictMath.exp(-behind / DECAY_METRES) : 0;
        }
    }
}
