package org.fogbell.models.vision;

import java.util.List;
import org.fogbell.models.frame.CameraImage;

/**
 * How an image becomes a vision network's input: resized, cropped in the middle, its bytes scaled, and normalised colour by
 * colour.
 *
 * @param resize sides after resizing
 * @param filter of resizing
 * @param cropWidth pixels of the network's input
 * @param cropHeight pixels of the network's input
 * @param scale what bytes 0..255 are multiplied with
 * @param mean of scaled red, green and blue: subtracted
 * @param deviation of scaled red, green and blue, above 0: divided by
 */
record Preprocessing(
        Resize resize,
        Resampling filter,
        int cropWidth,
        int cropHeight,
        double scale,
        List<Double> mean,
        List<Double> deviation) {
    private static final int MAX_SIDE = 4096;

    Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (cropWidth < 1 || cropHeight < 1 || cropWidth > MAX_SIDE || cropHeight > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "crop_size: expected 1 to " + MAX_SIDE + " pixels a side, got " + cropWidth + " x " + cropHeight);
        }
        if (resize.leastWidth() < cropWidth || resize.leastHeight() < cropHeight) {
            throw new IllegalArgumentException("crop_size: expected no more than what resizing leaves, "
                    + resize.leastWidth() + " x " + resize.leastHeight() + ", got " + cropWidth + " x " + cropHeight);
        }
        if (!(scale > 0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("rescale_factor: expected a number above 0, got " + scale);
        }
        if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException(
                    "image_mean and image_std: expected three numbers each, the deviations above 0, got " + mean
                            + " and " + deviation);
        }
    }

    /** Sides after resizing: both fixed, or the least that keep the image's proportions and cover these. */
    record Resize(int width, int height, boolean keepsProportions) {
        Resize {
            if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
                throw new IllegalArgumentException(
                        "size: expected 1 to " + MAX_SIDE + " pixels a side, got " + width + " x " + height);
            }
        }

        static Resize shortestEdge(int pixels) {
            return covering(pixels, pixels);
        }

        static Resize covering(int width, int height) {
            return new Resize(width, height, true);
        }

        int leastWidth() {
            return width;
        }

        int leastHeight() {
            return height;
        }

        long widthOf(CameraImage image) {
            return keepsProportions && (long) image.width() * height > (long) width * image.height()
                    ? (long) ((double) height * image.width() / image.height())
                    : width;
        }

        long heightOf(CameraImage image) {
            return keepsProportions && (long) width * image.height() > (long) image.width() * height
                    ? (long) ((double) width * image.height() / image.width())
                    : height;
        }
    }

    /** How many numbers {@link #apply} gives. */
    int size() {
        return 3 * cropWidth * cropHeight;
    }

    /** Three planes, red first, row by row. */
    float[] apply(CameraImage image) {
        long width = resize.widthOf(image);
        long height = resize.heightOf(image);
        CameraImage crop = PillowResize.window(
                image,
                filter,
                width,
                height,
                (width - cropWidth) / 2,
                (height - cropHeight) / 2,
                cropWidth,
                cropHeight);
        byte[] rgb = crop.rgb();
        int pixels = cropWidth * cropHeight;
        float[] planes = new float[size()];
        for (int colour = 0; colour < 3; colour++) {
            float[] valueOf = values(colour);
            for (int pixel = 0; pixel < pixels; pixel++) {
                planes[colour * pixels + pixel] = valueOf[rgb[pixel * 3 + colour] & 0xff];
            }
        }
        return planes;
    }

    /** What becomes of each byte, with the roundings of the float32 arithmetic that published networks were trained with. */
    private float[] values(int colour) {
        float[] values = new float[256];
        float middle = mean.get(colour).floatValue();
        float spread = deviation.get(colour).floatValue();
        for (int value = 0; value < values.length; value++) {
            values[value] = ((float) (value * scale) - middle) / spread;
        }
        return values;
    }
}
