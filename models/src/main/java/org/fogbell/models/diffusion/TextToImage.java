package org.fogbell.models.diffusion;

import java.io.IOException;
import org.fogbell.models.frame.CameraImage;

/** Makes images of sentences. */
public interface TextToImage {
    /**
     * Whether an image could be made, without making it.
     *
     * @throws IllegalArgumentException where the sentence, or what to go away from, has a word that the generator does not
     *     know, or too many; or there are more steps than it can take
     */
    void check(String prompt, GenerationOptions options);

    /**
     * The same image for the same sentence and options.
     *
     * @throws IllegalArgumentException as {@link #check}
     * @throws IOException where its networks cannot be run, or give what is no number
     */
    CameraImage generate(String prompt, GenerationOptions options) throws IOException;

    /** Which generator this is: another for other weights, and for another way from noise to an image. */
    String identity();
}
