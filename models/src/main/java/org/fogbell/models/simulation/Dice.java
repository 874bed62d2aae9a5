package org.fogbell.models.simulation;

/** Decides what a world is like: a seeded stream for one purpose, with the choices that a builder makes. */
final class Dice {
    private final SeededRandom random;

    Dice(long seed, long purpose) {
        random = new SeededRandom(Noise.hash(seed, purpose));
    }

    long next() {
        return random.nextLong();
    }

    /** Uniform in [0, 1). */
    double unit() {
        return random.nextDouble();
    }

    double between(double from, double to) {
        return random.nextDouble(from, to);
    }

    /** Uniform in 0..bound-1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double probability) {
        return random.nextBoolean(probability);
    }

    /** Normal, cut at two sigma so that no object gets an impossible size. */
    double around(double mean, double sigma) {
        return mean + sigma * Math.max(-2, Math.min(2, random.nextGaussian()));
    }
}
