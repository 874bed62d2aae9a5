package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A spinning LiDAR: where its beams point, how well it measures and how strong an echo must be to be seen.
 *
 * @param name of the sensor
 * @param beams the highest first
 * @param azimuths shots of one beam in one turn
 * @param turnSeconds the time of one turn
 * @param nearestMetres nearer echoes are lost
 * @param farthestMetres farther echoes are lost
 * @param rangeSigmaMetres standard deviation of a range
 * @param divergenceRadians full width of a beam
 * @param reachMetres distance at which a surface that scatters a tenth of the light is seen half of the time
 * @param mountMetres height of the sensor's origin above the ground
 * @param noseDownRadians how far the sensor is mounted tilted forward
 * @param blindSpots what the vehicle itself hides
 */
public record LidarModel(
        String name,
        List<Emitter> beams,
        int azimuths,
        double turnSeconds,
        double nearestMetres,
        double farthestMetres,
        double rangeSigmaMetres,
        double divergenceRadians,
        double reachMetres,
        double mountMetres,
        double noseDownRadians,
        List<BlindSpot> blindSpots) {

    /**
     * One laser of the sensor.
     *
     * @param elevation radians above the horizon
     * @param riseMetres how far above the sensor's origin its beam starts
     * @param gain of the intensities it reports
     */
    public record Emitter(double elevation, double riseMetres, double gain) {}

    public LidarModel {
        beams = List.copyOf(beams);
        blindSpots = List.copyOf(blindSpots);
        if (beams.isEmpty() || azimuths < 1) {
            throw new IllegalArgumentException("a LiDAR needs at least one beam and one shot a turn, got "
                    + beams.size() + " beams and " + azimuths + " shots");
        }
        if (!(nearestMetres >= 0 && farthestMetres > nearestMetres && turnSeconds > 0 && mountMetres > 0)) {
            throw new IllegalArgumentException("a LiDAR needs 0 <= nearest < farthest, a turn time and a mount height, "
                    + "got nearest " + nearestMetres + ", farthest " + farthestMetres + ", turn " + turnSeconds
                    + ", mount " + mountMetres);
        }
    }

    /**
     * Velodyne HDL-64E as KITTI's car carries it, 10 turns a second: two blocks of 32 lasers above each other, the upper
     * from +1.9 to -8.7 degrees about every third of a degree, the lower from -9.0 to -25.0 every half degree. The angles,
     * the rises and what the car hides are fitted to KITTI's raw sweeps.
     */
    public static LidarModel hdl64() {
        Emitter[] beams = new Emitter[64];
        for (int i = 0; i < 32; i++) {
            beams[i] = new Emitter(Math.toRadians(1.94 - 0.3435 * i), 0.209 - 0.00035 * i, 1.19);
            beams[32 + i] = new Emitter(Math.toRadians(-9.03 - 0.515 * i), 0.126 - 0.00032 * i, 0.98);
        }
        List<BlindSpot> car = List.of(
                new BlindSpot(162, 6, -13.8, -17.6),
                new BlindSpot(198, 4, -13.8, -18.4),
                new BlindSpot(182, 27, -19, -45),
                new BlindSpot(291, 10, -16.6, -24.6),
                new BlindSpot(0, 13, -21.6, -40),
                new BlindSpot(229, 4, -21, -26),
                new BlindSpot(131, 4, -21, -26));
        return new LidarModel("HDL-64E", List.of(beams), 2140, 0.1, 0.9, 80, 0.02, 0.002, 37, 1.73, 0.0065, car);
    }

    /** Velodyne HDL-32E: 32 lasers from +10.67 to -30.67 degrees every four thirds, 10 turns a second. */
    public static LidarModel hdl32() {
        return new LidarModel(
                "HDL-32E", fan(32, 10.67, -30.67), 2170, 0.1, 0.9, 80, 0.02, 0.003, 35, 1.9, 0, List.of());
    }

    /**
     * Velodyne VLS-128, 10 turns a second: 104 lasers from +4.83 to -6.5 degrees every 0.11, and twelve above and below
     * that stand ever farther apart.
     */
    public static LidarModel vls128() {
        List<Emitter> beams = new ArrayList<>();
        for (double degrees : new double[] {15, 11.75, 9.7, 8.43, 7.58, 6.98, 6.48, 6.08, 5.73, 5.43, 5.18, 4.98}) {
            beams.add(new Emitter(Math.toRadians(degrees), 0, 1.1));
        }
        for (int i = 0; i < 104; i++) {
            beams.add(new Emitter(Math.toRadians(4.83 - 0.11 * i), 0, 1.1));
        }
        for (double degrees :
                new double[] {6.65, 6.85, 7.15, 7.65, 8.352, 9.244, 10.346, 11.742, 13.565, 16.042, 19.582, 25}) {
            beams.add(new Emitter(Math.toRadians(-degrees), 0, 1.1));
        }
        return new LidarModel("VLS-128", beams, 1800, 0.1, 0.5, 150, 0.015, 0.0015, 90, 1.8, 0, List.of());
    }

    /** A small sensor of 32 beams and 360 shots a turn, so that a fleet can be simulated live on a notebook. */
    public static LidarModel small() {
        return new LidarModel("small", fan(32, 4, -24), 360, 0.1, 0.9, 80, 0.02, 0.003, 37, 1.73, 0, List.of());
    }

    private static List<Emitter> fan(int count, double top, double bottom) {
        Emitter[] beams = new Emitter[count];
        for (int i = 0; i < count; i++) {
            beams[i] = new Emitter(Math.toRadians(top + (bottom - top) * i / (count - 1)), 0, 1.1);
        }
        return List.of(beams);
    }

    /** The same sensor mounted at another height. */
    public LidarModel mountedAt(double metres) {
        return new LidarModel(
                name,
                beams,
                azimuths,
                turnSeconds,
                nearestMetres,
                farthestMetres,
                rangeSigmaMetres,
                divergenceRadians,
                reachMetres,
                metres,
                noseDownRadians,
                blindSpots);
    }

    /** The same sensor with another number of shots a turn. */
    public LidarModel withAzimuths(int shots) {
        return new LidarModel(
                name,
                beams,
                shots,
                turnSeconds,
                nearestMetres,
                farthestMetres,
                rangeSigmaMetres,
                divergenceRadians,
                reachMetres,
                mountMetres,
                noseDownRadians,
                blindSpots);
    }
}
