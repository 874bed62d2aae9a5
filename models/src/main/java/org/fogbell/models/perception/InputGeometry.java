package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * The tensor of float32 that a network takes for one frame, and the way a frame becomes one. Part of a
 * bundle's digest: another geometry is another model. The name of the kind stands for the encoder too: one that computes
 * other values from the same frame is another kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BirdsEyeGrid.class, name = "birds-eye-grid"),
    @JsonSubTypes.Type(value = ImageGeometry.class, name = "image"),
    @JsonSubTypes.Type(value = VoxelGrid.class, name = "voxel-grid")
})
public sealed interface InputGeometry permits BirdsEyeGrid, ImageGeometry, VoxelGrid {
    /** The tensor's sides, without that of the batch. */
    List<Integer> shape();

    /** A new encoder of this geometry, with its own scratch memory: one a thread. */
    FrameEncoder newEncoder();

    /** Floats of one frame's tensor. */
    default int size() {
        int size = 1;
        for (int side : shape()) {
            size = Math.multiplyExact(size, side);
        }
        return size;
    }
}
