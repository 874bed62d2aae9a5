package org.fogbell.models.vision;

import org.fogbell.models.frame.CameraImage;

/**
 * Resizes images to the byte as the Pillow library does: first along rows, then along columns, each time to whole bytes,
 * with weights in fixed point. An image that shrinks is filtered over all that falls under a pixel.
 */
/*
 * Output pixel i of n has its centre at c = (i + 1/2) s in the source's N pixels, s = N / n. Source pixel j weighs
 * f((j + 1/2 - c) / max(1, s)), over the pixels whose centres are within the filter's support times max(1, s), rounded to
 * whole pixels; the weights are divided by their sum and rounded to multiples of 2^-22.
 */
final class PillowResize {
    private static final int PRECISION_BITS = 22;
    private static final long MAX_BYTES = 1 << 30;
    private static final int HALF = 1 << (PRECISION_BITS - 1);

    /** A stretch of output pixels along one side: where each one's source pixels begin, and their weights. */
    private record Taps(int[] first, int[][] weights) {
        int from() {
            return first[0];
        }

        int to() {
            int last = first.length - 1;
            return first[last] + weights[last].length;
        }
    }

    private PillowResize() {}

    /**
     * A window of the image as it is after resizing to {@code width} x {@code height}; the rest is not computed.
     *
     * @param left of the window, in pixels of the resized image, as are the others
     * @throws IllegalArgumentException where the image has so many rows that they do not fit into memory
     */
    static CameraImage window(
            CameraImage image,
            Resampling filter,
            long width,
            long height,
            long left,
            long top,
            int windowWidth,
            int windowHeight) {
        Taps across = taps(image.width(), width, left, windowWidth, filter);
        Taps down = taps(image.height(), height, top, windowHeight, filter);
        long bytes = (down.to() - down.from()) * 3L * windowWidth;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("expected an image whose rows of " + windowWidth
                    + " resized pixels fit into " + MAX_BYTES + " bytes, got " + image.width() + " x " + image.height()
                    + " pixels, which need " + bytes);
        }
        byte[] rows = alongRows(image, across, down.from(), down.to());
        return new CameraImage(windowWidth, windowHeight, alongColumns(rows, windowWidth, down));
    }

    private static byte[] alongRows(CameraImage image, Taps taps, int fromRow, int toRow) {
        byte[] source = image.rgb();
        int width = taps.first().length;
        byte[] target = new byte[(toRow - fromRow) * width * 3];
        for (int y = fromRow, at = 0; y < toRow; y++) {
            for (int x = 0; x < width; x++) {
                int from = (y * image.width() + taps.first()[x]) * 3;
                for (int colour = 0; colour < 3; colour++) {
                    target[at++] = mixed(source, from + colour, 3, taps.weights()[x]);
                }
            }
        }
        return target;
    }

    private static byte[] alongColumns(byte[] source, int width, Taps taps) {
        int stride = width * 3;
        byte[] target = new byte[taps.first().length * stride];
        for (int y = 0, at = 0; y < taps.first().length; y++) {
            int from = (taps.first()[y] - taps.from()) * stride;
            for (int i = 0; i < stride; i++) {
                target[at++] = mixed(source, from + i, stride, taps.weights()[y]);
            }
        }
        return target;
    }

    private static byte mixed(byte[] source, int from, int stride, int[] weights) {
        int sum = HALF;
        for (int i = 0; i < weights.length; i++) {
            sum += (source[from + i * stride] & 0xff) * weights[i];
        }
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION_BITS));
    }

    private static Taps taps(int source, long target, long from, int count, Resampling filter) {
        double scale = (double) source / target;
        double spacing = Math.max(1, scale);
        double reach = filter.support() * spacing;
        int[] first = new int[count];
        int[][] weights = new int[count][];
        for (int i = 0; i < count; i++) {
            double centre = (from + i + 0.5) * scale;
            first[i] = (int) Math.max(0, centre - reach + 0.5);
            int end = (int) Math.min(source, centre + reach + 0.5);
            double[] exact = new double[end - first[i]];
            double sum = 0;
            for (int k = 0; k < exact.length; k++) {
                exact[k] = filter.weight((first[i] + k - centre + 0.5) / spacing);
                sum += exact[k];
            }
            weights[i] = fixedPoint(exact, sum);
        }
        return new Taps(first, weights);
    }

    private static int[] fixedPoint(double[] weights, double sum) {
        int[] fixed = new int[weights.length];
        for (int k = 0; k < fixed.length; k++) {
            double scaled = weights[k] / sum * (1 << PRECISION_BITS);
            // Halves go away from zero.
            fixed[k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return fixed;
    }
}
