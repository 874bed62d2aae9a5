package org.fogbell.models.frame;

/**
 * One camera image: {@code height} rows of {@code width} pixels, three unsigned bytes a pixel (red, green, blue), top
 * row first. The array belongs to the image: it is neither copied here nor changed by anyone afterwards.
 */
public record CameraImage(int width, int height, byte[] rgb) implements Frame {
    public CameraImage {
        if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " pixels needs "
                    + (long) width * height * 3 + " bytes, got " + rgb.length);
        }
    }

    /** One channel (0 red, 1 green, 2 blue) of the pixel in column x and row y, 0..255. */
    public int at(int x, int y, int channel) {
        return rgb[(y * width + x) * 3 + channel] & 0xff;
    }
}
