/**
 * Images from sentences, by diffusion models in the folder layout that such pipelines are exported to for ONNX. A
 * {@link org.fogbell.models.diffusion.DiffusionPipeline} is opened from a folder whose files and networks are checked
 * against one another first; a tokenizer and the text encoder turn a sentence into vectors, the denoising network takes
 * noise away step by step as a {@link org.fogbell.models.diffusion.Scheduler} says, and a decoder makes pixels of the
 * result where the network does not work on pixels itself. {@link org.fogbell.models.diffusion.ReferenceImages} is a
 * folder of such images for each label, which an interrupted run goes on filling. A
 * {@link org.fogbell.models.diffusion.Denoiser} is the network alone, for those who ask it about images that there are, and
 * {@link org.fogbell.models.diffusion.DenoisingFeatures} makes of it a network that says what is in them. Stands on {@code frame} and
 * {@code perception}; knows neither what the images are for nor the simulator.
 */
@NullMarked
package org.fogbell.models.diffusion;

import org.jspecify.annotations.NullMarked;
