package org.fogbell.models.diffusion;

import java.util.SplittableRandom;

/**
 * Numbers from the standard normal distribution, the same for a seed on any machine and Java. For one thread.
 */
/* The polar method of Marsaglia, as the JDK's own way to normal numbers is not the same in all its versions. */
public final class NormalNoise {
    private final SplittableRandom random;
    private double other = Double.NaN;

    public NormalNoise(long seed) {
        random = new SplittableRandom(seed);
    }

    double next() {
        if (!Double.isNaN(other)) {
            double kept = other;
            other = Double.NaN;
            return kept;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * random.nextDouble() - 1;
            y = 2 * random.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double stretch = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        other = y * stretch;
        return x * stretch;
    }

    /** As many as asked for, of the given spread. */
    public float[] fill(int count, double spread) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (next() * spread);
        }
        return values;
    }
}
