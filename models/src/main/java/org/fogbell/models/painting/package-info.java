/**
 * A generator of road images that the project trains itself: from simulated cameras' images with captions
 * ({@link org.fogbell.models.painting.CaptionedRoads}) to a text-conditional diffusion model in the layout that package
 * {@code diffusion} runs. The networks learn in DJL with PyTorch ({@link org.fogbell.models.painting.GeneratorTraining})
 * and leave as ONNX files, each block saying beside its forward pass what it is there. Compositions that
 * {@link org.fogbell.models.imagery.RoadCondition#withheld} names are never shown. All chance comes from seeds that callers give.
 * Nothing here is needed to make images.
 */
@NullMarked
package org.fogbell.models.painting;

import org.jspecify.annotations.NullMarked;
