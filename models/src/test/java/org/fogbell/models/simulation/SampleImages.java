package org.fogbell.models.simulation;

import java.util.Arrays;
import org.fogbell.models.frame.CameraImage;

/** Pictures for the tests of corruptions. */
final class SampleImages {
    private SampleImages() {}

    /** A bright sky over a dark road with a light stripe, and some texture. */
    static CameraImage street(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int base = y < height / 2 ? 180 : Math.abs(x - width / 2) < width / 20 ? 220 : 70;
                int texture = (x * 31 + y * 17) % 23;
                for (int channel = 0; channel < 3; channel++) {
                    rgb[(y * width + x) * 3 + channel] = (byte) (base + texture + (y < height / 2 ? 4 * channel : 0));
                }
            }
        }
        return new CameraImage(width, height, rgb);
    }

    /** One colour everywhere. */
    static CameraImage plain(int width, int height, int value) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) value);
        return new CameraImage(width, height, rgb);
    }
}
