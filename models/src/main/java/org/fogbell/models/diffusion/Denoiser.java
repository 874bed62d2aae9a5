package org.fogbell.models.diffusion;

import java.io.IOException;
import java.util.List;

/** A denoising network that works on pixels: what it says of a noisy image under a sentence. */
public interface Denoiser {
    /**
     * A sentence as the network reads it, which serves any number of questions.
     *
     * @throws IllegalArgumentException where the sentence has a word that is not known, or too many
     */
    EncodedPrompt encode(String prompt) throws IOException;

    /**
     * What the network says of samples, each under its own sentence and at its own time, without any guidance.
     *
     * @param prompts one a sample
     * @param samples one after the other, each [3, height, width], from about -1 to 1; not changed
     * @param timesteps of training, from 0 on, one a sample
     * @return as the samples; whether that is numbers is for the caller to see
     * @throws IllegalArgumentException where there are not as many of each
     */
    float[] said(List<EncodedPrompt> prompts, float[] samples, double[] timesteps) throws IOException;

    /** Columns of a sample. */
    int width();

    /** Rows of a sample. */
    int height();

    /** How much of a sample is left at each time. */
    NoiseSchedule schedule();

    /** What the network says of a sample. */
    PredictionType prediction();
}
