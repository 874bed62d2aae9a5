package org.fogbell.models.simulation;

/**
 * A part of a sensor's view that its own vehicle hides: whatever it measures there is thrown away.
 *
 * @param azimuth degrees counter-clockwise of straight ahead, of the middle
 * @param halfWidth degrees to each side of it
 * @param highest elevation in degrees
 * @param lowest elevation in degrees
 */
public record BlindSpot(double azimuth, double halfWidth, double highest, double lowest) {
    boolean hides(double azimuthRadians, double elevationRadians) {
        double aside = Math.IEEEremainder(Math.toDegrees(azimuthRadians) - azimuth, 360);
        double elevation = Math.toDegrees(elevationRadians);
        double middle = (highest + lowest) / 2;
        double u = aside / halfWidth;
        double v = (elevation - middle) / ((highest - lowest) / 2);
        return u * u + v * v < 1;
    }
}
