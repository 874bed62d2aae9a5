package org.fogbell.models.diffusion;

/**
 * How an image is made of a sentence.
 *
 * @param steps of denoising; 1 for turbo models
 * @param guidance how much farther than the network says an image goes from {@code negativePrompt} to its own sentence
 *     (classifier-free guidance, arXiv 2207.12598); at 1 and below there is none, and half the work
 * @param seed of the noise: the same options give the same bytes on one machine
 * @param negativePrompt what it goes away from; mostly nothing
 */
public record GenerationOptions(int steps, double guidance, long seed, String negativePrompt) {
    public GenerationOptions {
        require(steps, guidance);
    }

    static void require(int steps, double guidance) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: expected at least 1, got " + steps);
        }
        if (!(guidance >= 0 && guidance <= 100)) {
            throw new IllegalArgumentException("guidance: expected 0 to 100, got " + guidance);
        }
    }

    /** The same with other noise. */
    public GenerationOptions withSeed(long other) {
        return new GenerationOptions(steps, guidance, other, negativePrompt);
    }

    boolean isGuided() {
        return guidance > 1;
    }
}
