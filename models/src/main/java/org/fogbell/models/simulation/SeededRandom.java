package org.fogbell.models.simulation;

/**
 * A stream of random numbers that is the same on every machine and every Java: SplitMix64 for the bits, a ziggurat whose
 * tables come from StrictMath for the normal numbers. The JDK's generators fix their bits but not their distributions.
 */
final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SeededRandom(long seed) {
        this.state = seed;
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return Noise.mix(state);
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [low, high). */
    double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** Uniform in 0 .. bound - 1; the bias of the plain product is below bound / 2^31. */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 33) * bound) >>> 31);
    }

    boolean nextBoolean(double probability) {
        return nextDouble() < probability;
    }

    double nextExponential() {
        return -StrictMath.log(1 - nextDouble());
    }

    /** Meant for means of a few, exact for any below 700. */
    int nextPoisson(double mean) {
        return nextPoissonBy(StrictMath.exp(-mean));
    }

    /** A Poisson count by its chance of being 0 (Knuth's product of uniforms). */
    int nextPoissonBy(double chanceOfNone) {
        int count = 0;
        for (double product = nextDouble(); product > chanceOfNone; product *= nextDouble()) {
            count++;
        }
        return count;
    }

    /** A standard normal number. */
    double nextGaussian() {
        while (true) {
            long bits = nextLong();
            int layer = (int) (bits & (Ziggurat.LAYERS - 1));
            double u = (bits >> 11) * 0x1.0p-52;
            double x = u * Ziggurat.WIDTH[layer];
            if (Math.abs(x) < Ziggurat.WIDTH[layer + 1]) {
                return x;
            }
            if (layer == 0) {
                return Math.copySign(tail(), u);
            }
            double height =
                    Ziggurat.HEIGHT[layer] + nextDouble() * (Ziggurat.HEIGHT[layer + 1] - Ziggurat.HEIGHT[layer]);
            if (height < StrictMath.exp(-0.5 * x * x)) {
                return x;
            }
        }
    }

    private double tail() {
        while (true) {
            double beyond = nextExponential() / Ziggurat.TAIL;
            if (2 * nextExponential() > beyond * beyond) {
                return Ziggurat.TAIL + beyond;
            }
        }
    }

    /** Marks {@code count} of {@code of} things, every choice being equally likely (Knuth's algorithm S). */
    boolean[] choose(int of, int count) {
        boolean[] chosen = new boolean[of];
        int wanted = Math.min(count, of);
        for (int i = 0; i < of && wanted > 0; i++) {
            if (nextDouble() * (of - i) < wanted) {
                chosen[i] = true;
                wanted--;
            }
        }
        return chosen;
    }

    /** Layers of equal area under exp(-x^2/2), widest first (Marsaglia and Tsang, 2000). */
    private static final class Ziggurat {
        static final int LAYERS = 128;
        static final double TAIL = 3.442619855899;
        static final double AREA = 9.91256303526217e-3;
        static final double[] WIDTH = new double[LAYERS + 1];
        static final double[] HEIGHT = new double[LAYERS + 1];

        static {
            HEIGHT[0] = 0;
            WIDTH[0] = AREA / StrictMath.exp(-0.5 * TAIL * TAIL);
            WIDTH[1] = TAIL;
            HEIGHT[1] = StrictMath.exp(-0.5 * TAIL * TAIL);
            for (int layer = 2; layer < LAYERS; layer++) {
                HEIGHT[layer] = HEIGHT[layer - 1] + AREA / WIDTH[layer - 1];
                WIDTH[layer] = StrictMath.sqrt(-2 * StrictMath.log(HEIGHT[layer]));
            }
            WIDTH[LAYERS] = 0;
            HEIGHT[LAYERS] = 1;
        }
    }
}
