package org.fogbell.models.simulation;

/**
 * What to simulate. The same configuration gives the same bytes on any machine.
 *
 * @param seed of the world, the traffic and the noise
 * @param vehicles of the fleet, all in the same world, one behind the other
 * @param ratePerSecond frames a second of each vehicle
 * @param frames of each vehicle
 * @param lidar that each vehicle carries
 * @param road the kind of road
 * @param density of traffic, parked vehicles and pedestrians; 1 is usual
 * @param cameraWidth pixels
 * @param cameraHeight pixels
 * @param latitude degrees, of the world's middle
 * @param longitude degrees
 */
public record DriveConfig(
        long seed,
        int vehicles,
        double ratePerSecond,
        int frames,
        LidarModel lidar,
        RoadKind road,
        double density,
        int cameraWidth,
        int cameraHeight,
        double latitude,
        double longitude) {

    public DriveConfig {
        if (vehicles < 1 || frames < 1 || cameraWidth < 1 || cameraHeight < 1) {
            throw new IllegalArgumentException("expected at least one vehicle, frame and pixel, got " + vehicles
                    + " vehicles, " + frames + " frames, " + cameraWidth + " x " + cameraHeight + " pixels");
        }
        if (!(ratePerSecond > 0 && density >= 0 && Math.abs(latitude) < 85 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("expected a positive rate, a density of at least 0, a latitude within"
                    + " +-85 and a longitude within +-180, got " + ratePerSecond + ", " + density + ", " + latitude
                    + ", " + longitude);
        }
    }

    /** Three vehicles with small sensors in a residential street, two frames a second, for five minutes. */
    public static DriveConfig defaults() {
        return new DriveConfig(1, 3, 2, 600, LidarModel.small(), RoadKind.RESIDENTIAL, 1, 256, 128, 49.0094, 8.4044);
    }

    public DriveConfig withSeed(long newSeed) {
        return new DriveConfig(
                newSeed,
                vehicles,
                ratePerSecond,
                frames,
                lidar,
                road,
                density,
                cameraWidth,
                cameraHeight,
                latitude,
                longitude);
    }

    public DriveConfig withVehicles(int newVehicles) {
        return new DriveConfig(
                seed,
                newVehicles,
                ratePerSecond,
                frames,
                lidar,
                road,
                density,
                cameraWidth,
                cameraHeight,
                latitude,
                longitude);
    }

    /** With another length and rate. */
    public DriveConfig withFrames(int newFrames, double newRatePerSecond) {
        return new DriveConfig(
                seed,
                vehicles,
                newRatePerSecond,
                newFrames,
                lidar,
                road,
                density,
                cameraWidth,
                cameraHeight,
                latitude,
                longitude);
    }

    public DriveConfig withLidar(LidarModel newLidar) {
        return new DriveConfig(
                seed,
                vehicles,
                ratePerSecond,
                frames,
                newLidar,
                road,
                density,
                cameraWidth,
                cameraHeight,
                latitude,
                longitude);
    }

    public DriveConfig withRoad(RoadKind newRoad, double newDensity) {
        return new DriveConfig(
                seed,
                vehicles,
                ratePerSecond,
                frames,
                lidar,
                newRoad,
                newDensity,
                cameraWidth,
                cameraHeight,
                latitude,
                longitude);
    }

    public DriveConfig withCamera(int width, int height) {
        return new DriveConfig(
                seed, vehicles, ratePerSecond, frames, lidar, road, density, width, height, latitude, longitude);
    }
}
