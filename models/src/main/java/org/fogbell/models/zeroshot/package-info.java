/**
 * Names what a frame shows, such as fog or a dark laser, without one labelled bad frame: Gaussian Diffusion Classifiers
 * ("A Simple and Efficient Baseline for Zero-Shot Generative Classification", arXiv 2412.12594). A
 * {@link org.fogbell.models.zeroshot.Condition} is a label and a sentence; a generator makes reference frames of what the
 * sentence says, a feature extractor turns each into a vector, and one Gaussian a condition is fitted to them. A
 * {@link org.fogbell.models.zeroshot.GaussianClassifier} then gives a new frame's vector a probability for each condition;
 * a {@link org.fogbell.models.zeroshot.ConditionClassifier} keeps it together with the temperature that makes its
 * probabilities honest, the distance beyond which it says 'unknown', and the features it was prepared with. What all this is
 * measured against is {@link org.fogbell.models.zeroshot.DiffusionClassifier}, which asks the generator itself. For LiDARs the
 * generator is the physical simulator of {@link org.fogbell.models.simulation}, applied to the sensor's own clean sweeps.
 */
@NullMarked
package org.fogbell.models.zeroshot;

import org.jspecify.annotations.NullMarked;
