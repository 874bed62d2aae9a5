package org.fogbell.models.diffusion;

import java.io.IOException;
import org.fogbell.models.frame.CameraImage;

/** Makes images of sentences. */
public interface TextToImage {
    /**
     * The same image for the same sentence and options.
     *
     * @throws IllegalArgumentException where the sentence has a word that the generator does not know, or too many; or
     *     there are more steps than it can take
     * @throws IOException where its networks cannot be run, or give what is no number
     */
    CameraImage generate(String prompt, GenerationOptions options) throws IOException;

    /** Which generator this is: another for other weights, and for another way from noise to an image. */
    String identity();
}
