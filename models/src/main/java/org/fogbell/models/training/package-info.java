/**
 * From labelled sweeps to a detector. A {@link org.fogbell.models.training.SweepDataset} reads folders in KITTI's object
 * layout, an {@link org.fogbell.models.training.Augmentation} varies its sweeps, and
 * {@link org.fogbell.models.training.CenterHeadTargets} says what the network should answer to them. The network learns
 * that in DJL with PyTorch, with an {@link org.fogbell.models.training.EntropyLoss} beside the detector's own where it is
 * asked for, and leaves as an ONNX file. {@link org.fogbell.models.training.AveragePrecision} judges it by the rules of
 * KITTI's benchmark. All chance comes from seeds that callers give. Nothing here is needed to serve a trained network.
 */
@NullMarked
package org.fogbell.models.training;

import org.jspecify.annotations.NullMarked;
