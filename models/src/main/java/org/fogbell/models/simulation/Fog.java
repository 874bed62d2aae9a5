package org.fogbell.models.simulation;

import org.fogbell.models.frame.PointCloud;

/** Fog between a LiDAR and what it looks at, as attenuation alone and with the fog's own echo. */
final class Fog {
    private Fog() {}

    /** Beer and Lambert's law there and back; what falls below the {@link Detection} floor is lost. */
    static PointCloud attenuation(PointCloud clean, double perMetre, Seeds seeds) {
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            if (!Beam.isReturn(clean, point)) {
                points.add(clean, point);
                continue;
            }
            double range = Beam.rangeMetres(clean, point);
            double transmission = StrictMath.exp(-2 * perMetre * range);
            if (Detection.sees(Detection.reflectance(clean, point, range), transmission, range)) {
                points.addScaled(clean, point, 1, clean.intensity(point) * transmission);
            }
        }
        return points.toCloud();
    }

    /** The target's echo or the {@link FogEcho} before it, whichever is stronger; no point is lost. */
    static PointCloud echo(PointCloud clean, double perMetre, Seeds seeds) {
        FogEcho fog = FogEcho.of(perMetre);
        PointList points = new PointList(clean.size());
        for (int point = 0; point < clean.size(); point++) {
            if (!Beam.isReturn(clean, point)) {
                points.add(clean, point);
                continue;
            }
            double range = Beam.rangeMetres(clean, point);
            double hard = clean.intensity(point) * StrictMath.exp(-2 * perMetre * range);
            double soft = clean.intensity(point) * fog.intensity(range);
            if (soft > hard) {
                points.addScaled(clean, point, fog.rangeMetres(range) / range, Math.min(1, soft));
            } else {
                points.addScaled(clean, point, 1, hard);
            }
        }
        return points.toCloud();
    }
}
