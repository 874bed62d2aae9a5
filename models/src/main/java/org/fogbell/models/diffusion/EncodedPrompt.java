package org.fogbell.models.diffusion;

/**
 * A sentence as a denoising network reads it: [tokens, width] numbers, row by row. The array belongs to it: nobody changes it.
 */
public record EncodedPrompt(String sentence, float[] values, int tokens, int width) {
    public EncodedPrompt {
        if (values.length != tokens * width) {
            throw new IllegalArgumentException("'" + sentence + "': expected " + tokens + " x " + width
                    + " numbers of its text, got " + values.length);
        }
    }
}
