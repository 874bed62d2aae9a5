package org.fogbell.models.perception;

import org.fogbell.models.frame.Frame;

/** Turns frames into input tensors. Keeps scratch memory, so each thread needs its own. */
public interface FrameEncoder {
    /**
     * Writes one frame as channels x rows x columns floats, from {@code offset} on. Every value written is finite,
     * whatever the sensor sent. Nothing of {@code target} outside the frame's own floats is touched.
     *
     * @return whether the frame shows anything: false when no finite point lies inside the geometry, or when every
     *     pixel of an image is the same
     * @throws UnsuitableFrameException when the geometry is for another kind of frame
     */
    boolean encode(Frame frame, float[] target, int offset);
}
