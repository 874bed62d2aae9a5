package org.fogbell.models.simulation;

import org.fogbell.models.frame.CameraImage;

/** Weather and light between a camera and what it looks at, in linear light. */
final class ImageWeather {
    /** Light of a fogged horizon by day. */
    static final double AIRLIGHT = 0.62;

    private static final double GLARE_RADIUS = 0.12;
    private static final double PHOTONS_AT_FULL_SCALE = 4_000;
    private static final double READ_NOISE = 0.002;
    private static final double[] MOONLIGHT = {0.8, 0.9, 1.2};

    private ImageWeather() {}

    /** Koschmieder's law: what is there fades as exp(-alpha d), the airlight grows as the rest. */
    static CameraImage fog(CameraImage clean, float[] depthMetres, double attenuationPerMetre, Seeds seeds) {
        return veiled(clean, depthMetres, attenuationPerMetre).toImage();
    }

    /** A thin veil, and the drops near the lens as streaks. */
    static CameraImage rain(CameraImage clean, float[] depthMetres, double millimetresPerHour, Seeds seeds) {
        Precipitation air = Precipitation.rain(millimetresPerHour);
        LinearImage seen = veiled(clean, depthMetres, air.extinctionPerMetre());
        new FallingThrough(seen, depthMetres, seeds.fresh()).rain(air);
        return seen.toImage();
    }

    /** A veil, and the flakes near the lens as white spots. */
    static CameraImage snow(CameraImage clean, float[] depthMetres, double millimetresPerHour, Seeds seeds) {
        Precipitation air = Precipitation.snow(millimetresPerHour);
        LinearImage seen = veiled(clean, depthMetres, air.extinctionPerMetre());
        new FallingThrough(seen, depthMetres, seeds.fresh()).snow(air);
        return seen.toImage();
    }

    private static LinearImage veiled(CameraImage clean, float[] depthMetres, double attenuationPerMetre) {
        LinearImage seen = LinearImage.of(clean);
        float[] light = seen.light();
        for (int pixel = 0; pixel < depthMetres.length; pixel++) {
            double transmission = StrictMath.exp(-attenuationPerMetre * depthMetres[pixel]);
            for (int i = 3 * pixel; i < 3 * pixel + 3; i++) {
                light[i] = (float) (light[i] * transmission + AIRLIGHT * (1 - transmission));
            }
        }
        return seen;
    }

    /** A share of the day's light, bluish, with the noise of few photons and of reading them out. */
    static CameraImage night(CameraImage clean, float[] depthMetres, double shareOfDay, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        LinearImage seen = LinearImage.of(clean);
        float[] light = seen.light();
        for (int i = 0; i < light.length; i++) {
            double dark = light[i] * shareOfDay * MOONLIGHT[i % 3];
            double sigma = Math.sqrt(dark / PHOTONS_AT_FULL_SCALE + READ_NOISE * READ_NOISE);
            light[i] = (float) (dark + sigma * random.nextGaussian());
        }
        return seen.toImage();
    }

    /** A low sun in the picture, at the same place while it lasts: its light scattered in the lens is added everywhere. */
    static CameraImage glare(CameraImage clean, float[] depthMetres, double lightAtSun, Seeds seeds) {
        SeededRandom random = seeds.lasting();
        double sunX = clean.width() * random.nextDouble(0.2, 0.8);
        double sunY = clean.height() * random.nextDouble(0.1, 0.45);
        double radius = GLARE_RADIUS * clean.width();
        LinearImage seen = LinearImage.of(clean);
        for (int y = 0; y < seen.height(); y++) {
            double dy = (y + 0.5 - sunY) / radius;
            for (int x = 0; x < seen.width(); x++) {
                double dx = (x + 0.5 - sunX) / radius;
                seen.add(x, y, lightAtSun / (1 + dx * dx + dy * dy));
            }
        }
        return seen.toImage();
    }
}
