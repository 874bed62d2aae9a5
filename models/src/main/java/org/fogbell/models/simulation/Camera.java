package org.fogbell.models.simulation;

import java.util.Arrays;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.KittiCalibration;

/**
 * Renders a scene by casting rays through the pixels, into the same geometry that the LiDAR sees: sunlight with shadows,
 * light of the sky, textured ground, haze. The ray through a pixel's middle gives its depth and object; its
 * colour is the mean of that ray's and of one through its corner.
 */
final class Camera {
    private static final double FARTHEST_METRES = 500;
    private static final int HORIZON = 0xc8d4de;
    private static final int ZENITH = 0x6f96c8;
    private static final double HAZE_METRES = 450;

    private final KittiCalibration calibration;
    private final int width;
    private final int height;
    private final double sunX;
    private final double sunY;
    private final double sunZ;
    private final double sunlight;

    Camera(KittiCalibration calibration, int width, int height, long seed) {
        this.calibration = calibration;
        this.width = width;
        this.height = height;
        Dice dice = new Dice(seed, 3);
        double azimuth = dice.between(0, 2 * Math.PI);
        double elevation = dice.between(0.4, 1.1);
        sunX = StrictMath.cos(azimuth) * StrictMath.cos(elevation);
        sunY = StrictMath.sin(azimuth) * StrictMath.cos(elevation);
        sunZ = StrictMath.sin(elevation);
        sunlight = dice.between(0.35, 0.8);
    }

    CameraView render(Scene scene, Placement sensor) {
        byte[] rgb = new byte[width * height * 3];
        float[] depth = new float[width * height];
        int[] objects = new int[width * height];
        CameraRay pixel = new CameraRay(calibration, sensor);
        Ray shadow = new Ray();
        double[] light = new double[3];
        for (int v = 0, i = 0; v < height; v++) {
            for (int u = 0; u < width; u++, i++) {
                pixel.through(u + 0.5, v + 0.5);
                Ray ray = pixel.ray;
                scene.look(ray, 0, FARTHEST_METRES);
                depth[i] = ray.hit() ? (float) (ray.distance * pixel.depthPerMetre) : Float.POSITIVE_INFINITY;
                objects[i] = ray.solids == null ? 0 : ray.solids.object(ray.solid);
                Arrays.fill(light, 0);
                addLight(scene, ray, shadow, light);
                pixel.through(u + 1, v + 1);
                scene.look(ray, 0, FARTHEST_METRES);
                addLight(scene, ray, shadow, light);
                for (int channel = 0; channel < 3; channel++) {
                    rgb[i * 3 + channel] = (byte) Math.min(255, light[channel] / 2);
                }
            }
        }
        return new CameraView(new CameraImage(width, height, rgb), depth, objects);
    }

    private void addLight(Scene scene, Ray ray, Ray shadow, double[] light) {
        double up = Math.max(0, ray.directionZ);
        double sky = Math.min(1, up * 2.5);
        if (!ray.hit()) {
            add(light, HORIZON, 1 - sky);
            add(light, ZENITH, sky);
            return;
        }
        Material material = Surface.material(ray);
        int colour = Surface.colour(ray, material);
        double toSun = ray.normalX * sunX + ray.normalY * sunY + ray.normalZ * sunZ;
        double sun = toSun <= 0 || shaded(scene, ray, shadow) ? 0 : toSun * sunlight;
        double brightness = (0.42 + 0.16 * ray.normalZ + sun) * Surface.grain(ray, material) * 1.25;
        double haze = ray.distance / (ray.distance + HAZE_METRES);
        double mirror = material.gloss * 0.35;
        add(light, colour, brightness * (1 - haze) * (1 - mirror));
        add(light, HORIZON, haze + mirror * (1 - haze) * (0.3 + sun));
    }

    private boolean shaded(Scene scene, Ray ray, Ray shadow) {
        shadow.seed = ray.seed;
        shadow.delaySeconds = 0;
        shadow.aim(
                ray.x() + ray.normalX * 0.02,
                ray.y() + ray.normalY * 0.02,
                ray.z() + ray.normalZ * 0.02,
                sunX,
                sunY,
                sunZ);
        scene.lookAtSolids(shadow, 0.02, 60);
        return shadow.hit();
    }

    private static void add(double[] light, int colour, double weight) {
        light[0] += (colour >> 16 & 0xff) * weight;
        light[1] += (colour >> 8 & 0xff) * weight;
        light[2] += (colour & 0xff) * weight;
    }
}
