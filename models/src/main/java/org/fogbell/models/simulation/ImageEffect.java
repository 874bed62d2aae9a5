package org.fogbell.models.simulation;

import org.fogbell.models.frame.CameraImage;

/** What a corruption does to one camera image: a pure function, the clean image stays as it was. */
@FunctionalInterface
interface ImageEffect {
    /**
     * The corrupted image.
     *
     * @param depthMetres distance along the optical axis of each pixel, in the image's order
     * @param strength the kind's parameter at the wanted severity, in the kind's unit
     */
    CameraImage apply(CameraImage clean, float[] depthMetres, double strength, Seeds seeds);
}
