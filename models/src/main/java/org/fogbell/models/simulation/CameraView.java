package org.fogbell.models.simulation;

import org.fogbell.models.frame.CameraImage;

/**
 * A rendered image with what is true behind every pixel, row by row.
 *
 * @param depthMetres along the camera's axis, through the middle of the pixel; infinite where the sky is
 * @param objects the id of the {@link LabelledObject} that the pixel shows; 0 where it shows none
 */
public record CameraView(CameraImage image, float[] depthMetres, int[] objects) {}
