/**
 * What a vision transformer makes of a camera image: one vector. The transformer is a folder with {@code model.onnx} and
 * {@code preprocessor_config.json}, as published ones such as DINOv2 are exported, and is run as it was trained: the image
 * is resampled as the Pillow library does, cropped and normalised as the file says. Stands on {@code frame} and
 * {@code perception}; naming conditions by the vectors is {@code zeroshot}'s, training a transformer {@code pretraining}'s.
 */
@NullMarked
package org.fogbell.models.vision;

import org.jspecify.annotations.NullMarked;
