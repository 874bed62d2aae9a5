package org.fogbell.models.simulation;

import org.fogbell.models.frame.CameraImage;

/** What a camera's imager and electronics do wrong, pixel by pixel. */
final class ImagerFaults {
    private ImagerFaults() {}

    /** Read noise: normal, the same in every channel and everywhere, in shares of full scale. */
    static CameraImage noise(CameraImage clean, float[] depthMetres, double sigma, Seeds seeds) {
        SeededRandom random = seeds.fresh();
        byte[] rgb = clean.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = clamped((rgb[i] & 0xff) + 255 * sigma * random.nextGaussian());
        }
        return new CameraImage(clean.width(), clean.height(), rgb);
    }

    /** Pixels that are always black or always white, the same ones while it lasts. */
    static CameraImage deadPixels(CameraImage clean, float[] depthMetres, double share, Seeds seeds) {
        SeededRandom random = seeds.lasting();
        int pixels = clean.width() * clean.height();
        boolean[] dead = random.choose(pixels, (int) Math.round(pixels * share));
        byte[] rgb = clean.rgb().clone();
        for (int pixel = 0; pixel < pixels; pixel++) {
            if (dead[pixel]) {
                byte value = (byte) (random.nextBoolean(0.5) ? 255 : 0);
                rgb[pixel * 3] = value;
                rgb[pixel * 3 + 1] = value;
                rgb[pixel * 3 + 2] = value;
            }
        }
        return new CameraImage(clean.width(), clean.height(), rgb);
    }

    /** Red too strong by a factor and blue too weak by the same, in linear light. */
    static CameraImage whiteBalance(CameraImage clean, float[] depthMetres, double factor, Seeds seeds) {
        byte[] red = Srgb.curve(light -> light * factor);
        byte[] blue = Srgb.curve(light -> light / factor);
        byte[] rgb = clean.rgb().clone();
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = red[rgb[i] & 0xff];
            rgb[i + 2] = blue[rgb[i + 2] & 0xff];
        }
        return new CameraImage(clean.width(), clean.height(), rgb);
    }

    private static byte clamped(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
