package org.fogbell.models.diffusion;

/** What a denoising network was trained to say of a noisy sample. */
/*
 * With x the sample, e the noise, a^2 and s^2 their shares in the variance, the network is shown z = a x + s e. Its word gives
 * a guess of the noise: the word itself, a v + s z (arXiv 2202.00512), or (z - a x) / s. Where the word is off by d the guess
 * is off by d, a d or a d / s.
 */
public enum PredictionType {
    /** The noise in it. */
    EPSILON("epsilon"),
    /** A mixture of noise and sample, the velocity of "Progressive Distillation" (arXiv 2202.00512). */
    V_PREDICTION("v_prediction"),
    /** The sample without noise. */
    SAMPLE("sample");

    private final String word;

    PredictionType(String word) {
        this.word = word;
    }

    /**
     * What a network that knows the answer says.
     *
     * @param signal what the sample was multiplied with
     * @param spread what the noise was multiplied with
     */
    public double target(double sample, double noise, double signal, double spread) {
        return switch (this) {
            case EPSILON -> noise;
            case V_PREDICTION -> signal * noise - spread * sample;
            case SAMPLE -> sample;
        };
    }

    /** How far off the noise is that follows from what the network says, where that is off by 1. */
    public double noiseError(double signal, double spread) {
        return switch (this) {
            case EPSILON -> 1;
            case V_PREDICTION -> signal;
            case SAMPLE -> signal / spread;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
