/**
 * How unevenly information changes from layer to layer inside a network: the entropy of one layer's feature map, the
 * profile of entropies along a block of layers of the same shape, and Eloss, the variance of the steps between them.
 * Arrays in, numbers out: nothing here knows which network or which engine made the maps. The channels of a map are the
 * samples and its flattened positions the coordinates, so everything follows from one Gram matrix of the centred
 * channels, which is also what an inference graph or a training loop can compute for itself.
 */
@NullMarked
package org.fogbell.models.eloss;

import org.jspecify.annotations.NullMarked;
