/**
 * From labelled sweeps to a detector: what its network should answer to a sweep, and how good its answers are by the rules
 * of KITTI's benchmark. All chance comes from seeds that callers give. Nothing here is needed to serve a trained network.
 */
@NullMarked
package org.fogbell.models.training;

import org.jspecify.annotations.NullMarked;
