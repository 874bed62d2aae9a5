package org.fogbell.models.diffusion;

/** What a denoising network was trained to say of a noisy sample. */
enum PredictionType {
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

    @Override
    public String toString() {
        return word;
    }
}
