package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The tensor that a network takes, channels x rows x columns of float32, and the way a frame becomes one. Part of a
 * bundle's digest: another geometry is another model. The name of the kind stands for the encoder too: one that computes
 * other values from the same frame is another kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BirdsEyeGrid.class, name = "birds-eye-grid"),
    @JsonSubTypes.Type(value = ImageGeometry.class, name = "image")
})
public sealed interface InputGeometry permits BirdsEyeGrid, ImageGeometry {
    int channels();

    int rows();

    int columns();

    /** A new encoder of this geometry, with its own scratch memory: one a thread. */
    FrameEncoder newEncoder();

    /** Floats of one frame's tensor. */
    default int size() {
        return channels() * rows() * columns();
    }
}
