package org.fogbell.models.vision;

/** How a resampled pixel is mixed from those around it. */
enum Resampling {
    /** A triangle over one pixel to either side. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** Keys' cubic convolution with a = -0.5, over two pixels to either side. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((STEEPNESS + 2) * x - (STEEPNESS + 3)) * x * x + 1;
            }
            return x < 2 ? ((x - 5) * x + 8) * x * STEEPNESS - 4 * STEEPNESS : 0;
        }
    };

    private static final double STEEPNESS = -0.5;

    private final int support;

    Resampling(int support) {
        this.support = support;
    }

    /** Of a pixel at a distance, in pixels of the larger of the two images' spacing; not normalised. */
    abstract double weight(double distance);

    /** The distance from which weights are 0. */
    int support() {
        return support;
    }
}
