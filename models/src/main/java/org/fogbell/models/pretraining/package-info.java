/**
 * From images without labels to image features: a small vision transformer that learns by self-distillation and leaves as
 * the folder that {@code vision} reads. A {@link org.fogbell.models.pretraining.FeatureTraining} shows a student two images
 * of one stretch of a drive, {@link org.fogbell.models.pretraining.ImagePairs}, and asks of each what a slowly following
 * teacher says of the other. Stands on {@code training} for the optimizer, and on {@code imagery} for the pairs. All
 * chance comes from seeds. Nothing here is needed to use a trained network.
 */
@NullMarked
package org.fogbell.models.pretraining;

import org.jspecify.annotations.NullMarked;
