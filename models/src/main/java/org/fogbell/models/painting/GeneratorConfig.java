package org.fogbell.models.painting;

/**
 * How a generator is trained.
 *
 * @param batch images a step
 * @param steps of the whole training
 * @param peakRate the greatest learning rate
 * @param unnamed the share of images that are shown without their sentence, so that guidance knows what no sentence is
 * @param seed of weights, noise and order
 */
public record GeneratorConfig(GeneratorSize size, int batch, int steps, double peakRate, double unnamed, long seed) {
    private static final int USUAL_BATCH = 16;
    private static final double USUAL_RATE = 1.5e-3;
    private static final double USUAL_UNNAMED = 0.1;

    public GeneratorConfig {
        if (batch < 1 || steps < 1 || !(peakRate > 0) || !(unnamed >= 0 && unnamed <= 1)) {
            throw new IllegalArgumentException("expected at least one image and step, a rate above 0 and a share, got "
                    + batch + ", " + steps + ", " + peakRate + " and " + unnamed);
        }
    }

    /** For {@link GeneratorSize#road}. */
    public static GeneratorConfig usual(int steps, long seed) {
        return new GeneratorConfig(GeneratorSize.road(), USUAL_BATCH, steps, USUAL_RATE, USUAL_UNNAMED, seed);
    }

    /** The same with another number of images a step. */
    public GeneratorConfig withBatch(int images) {
        return new GeneratorConfig(size, images, steps, peakRate, unnamed, seed);
    }
}
