package org.fogbell.models.pretraining;

import java.util.Random;
import org.fogbell.models.frame.CameraImage;

/**
 * An image moved by some pixels, what is missing at the edges mirrored, and perhaps left for right. Nothing is resampled,
 * recoloured or blurred, as sharpness, noise and colour are what the features have to tell apart.
 *
 * @param flipped left for right
 * @param right what column 0 shows, in pixels
 * @param down what row 0 shows, in pixels
 */
record ShiftedView(boolean flipped, int right, int down) {
    /** What bytes become: around 0, as {@link TransformerExport} writes it beside the network. */
    static final double MEAN = 0.5;

    static final double DEVIATION = 0.25;

    private static final int MOST = 6;

    static ShiftedView unmoved() {
        return new ShiftedView(false, 0, 0);
    }

    static ShiftedView drawn(Random random) {
        return new ShiftedView(
                random.nextBoolean(), random.nextInt(2 * MOST + 1) - MOST, random.nextInt(2 * MOST + 1) - MOST);
    }

    /** Writes three normalised planes, red first, row by row. */
    void write(CameraImage image, float[] into, int from) {
        byte[] rgb = image.rgb();
        int at = from;
        for (int colour = 0; colour < 3; colour++) {
            for (int y = 0; y < image.height(); y++) {
                int row = mirrored(y + down, image.height()) * image.width();
                for (int x = 0; x < image.width(); x++) {
                    int column = mirrored((flipped ? image.width() - 1 - x : x) + right, image.width());
                    double value = (rgb[(row + column) * 3 + colour] & 0xff) / 255.0;
                    into[at++] = (float) ((value - MEAN) / DEVIATION);
                }
            }
        }
    }

    private static int mirrored(int place, int size) {
        int back = place < 0 ? -1 - place : place;
        return back < size ? back : 2 * size - 1 - back;
    }
}
