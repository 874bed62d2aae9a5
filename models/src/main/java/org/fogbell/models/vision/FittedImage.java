package org.fogbell.models.vision;

import java.util.List;
import org.fogbell.models.frame.CameraImage;

/** An image as a network that makes images takes it: resized until it covers the network's sides, and cropped in the middle. */
public final class FittedImage {
    private static final List<Double> HALVES = List.of(0.5, 0.5, 0.5);

    private FittedImage() {}

    /**
     * Three planes from -1 to 1, red first, row by row; bicubic, as Pillow does it. One of the right sides keeps its bytes.
     *
     * @throws IllegalArgumentException where a side is not 1 to 4,096, or the image too large
     */
    public static float[] planes(CameraImage image, int width, int height) {
        return new Preprocessing(
                        Preprocessing.Resize.covering(width, height),
                        Resampling.BICUBIC,
                        width,
                        height,
                        1 / 255.0,
                        HALVES,
                        HALVES)
                .apply(image);
    }
}
