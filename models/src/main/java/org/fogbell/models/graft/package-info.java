/**
 * Puts the entropies of chosen layers into an ONNX network that anyone may have made, as ordinary ONNX operators, so that
 * one run returns what the network says and a few numbers a frame instead of whole feature maps. Start at
 * {@link org.fogbell.models.graft.InspectedNetwork}, which knows a network's layers, their shapes and the blocks that they
 * make; {@link org.fogbell.models.graft.Graft} then writes a bundle. What a layer's entropy is, the {@code eloss} package
 * says; what a bundle is, the {@code perception} package.
 */
@NullMarked
package org.fogbell.models.graft;

import org.jspecify.annotations.NullMarked;
