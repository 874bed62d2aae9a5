package org.fogbell.models.vision;

import org.fogbell.models.frame.CameraImage;

/** Describes camera images by vectors of one length. Not for several threads at once. */
public interface ImageFeatures extends AutoCloseable {
    /** The image's vector; the same image gives the same one. */
    float[] of(CameraImage image);

    /** How many numbers a vector has. */
    int dimensions();

    /** What computes the vectors, down to its weights and preprocessing: vectors compare only within one source. */
    String source();

    @Override
    void close();
}
