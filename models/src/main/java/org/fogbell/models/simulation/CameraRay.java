package org.fogbell.models.simulation;

import org.fogbell.models.frame.KittiCalibration;

/** Aims a ray from a camera through its pixels. */
final class CameraRay {
    final Ray ray = new Ray();

    private final Placement sensor;
    private final double[] eye;
    private final double[] corner;
    private final double[] perColumn;
    private final double[] perRow;

    /** Metres of depth for each metre along the ray. */
    double depthPerMetre;

    CameraRay(KittiCalibration calibration, Placement sensor) {
        this.sensor = sensor;
        eye = calibration.backProject(0, 0, 0);
        corner = minus(calibration.backProject(0, 0, 1), eye);
        perColumn = minus(minus(calibration.backProject(1, 0, 1), eye), corner);
        perRow = minus(minus(calibration.backProject(0, 1, 1), eye), corner);
    }

    private static double[] minus(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    void through(double u, double v) {
        double x = corner[0] + u * perColumn[0] + v * perRow[0];
        double y = corner[1] + u * perColumn[1] + v * perRow[1];
        double z = corner[2] + u * perColumn[2] + v * perRow[2];
        depthPerMetre = 1 / Math.sqrt(x * x + y * y + z * z);
        x *= depthPerMetre;
        y *= depthPerMetre;
        z *= depthPerMetre;
        ray.delaySeconds = 0;
        ray.seed = Noise.hash((long) (u * 4), (long) (v * 4));
        ray.aim(
                sensor.worldX(eye[0], eye[1], eye[2]),
                sensor.worldY(eye[0], eye[1], eye[2]),
                sensor.worldZ(eye[0], eye[1], eye[2]),
                sensor.forwardX() * x + sensor.leftX() * y + sensor.upX() * z,
                sensor.forwardY() * x + sensor.leftY() * y + sensor.upY() * z,
                sensor.forwardZ() * x + sensor.leftZ() * y + sensor.upZ() * z);
    }
}
