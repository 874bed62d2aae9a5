package org.fogbell.models.simulation;

/**
 * Stateless noise: every number is a hash of what it is asked for, so that rays and frames can be computed in any order
 * and on any thread with the same result. Only exact operations and {@link StrictMath} are used.
 */
final class Noise {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double TO_UNIT = 0x1.0p-53;
    private static final double SQRT_3 = StrictMath.sqrt(3);
    private static final double[] MINUS_LOG = new double[1 << 12];

    static {
        for (int i = 0; i < MINUS_LOG.length; i++) {
            MINUS_LOG[i] = -StrictMath.log((i + 0.5) / MINUS_LOG.length);
        }
    }

    private Noise() {}

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; Stafford's variant 13). */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    static long hash(long seed, long key) {
        return mix(seed + mix(key + GOLDEN));
    }

    static long hash(long seed, long key, long other) {
        return hash(hash(seed, key), other);
    }

    /** Uniform in [0, 1). */
    static double unit(long hash) {
        return (hash >>> 11) * TO_UNIT;
    }

    /**
     * Mean 0 and standard deviation 1: the sum of four 16-bit uniforms. It never leaves +-2 sqrt(3), as a sensor's
     * range noise does not either, and costs no logarithm.
     */
    static double gaussian(long hash) {
        long sum = (hash & 0xffff) + (hash >>> 16 & 0xffff) + (hash >>> 32 & 0xffff) + (hash >>> 48);
        return ((sum + 2) * 0x1.0p-16 - 2) * SQRT_3;
    }

    /** Exponential with mean 1, from a table of 4096 quantiles. */
    static double exponential(long hash) {
        return MINUS_LOG[(int) (hash >>> 52)];
    }

    /** Smooth noise in [0, 1) over the plane, with features about one unit wide. */
    static double smooth(long seed, double x, double y) {
        double column = Math.floor(x);
        double row = Math.floor(y);
        double u = ease(x - column);
        double v = ease(y - row);
        long i = (long) column;
        long j = (long) row;
        double near = lerp(unit(hash(seed, i, j)), unit(hash(seed, i + 1, j)), u);
        double far = lerp(unit(hash(seed, i, j + 1)), unit(hash(seed, i + 1, j + 1)), u);
        return lerp(near, far, v);
    }

    static double lerp(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static double ease(double share) {
        return share * share * (3 - 2 * share);
    }
}
