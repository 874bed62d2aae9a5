package org.fogbell.models.perception;

import java.util.List;
import org.fogbell.models.frame.Frame;

/** A perception network at work. Not thread-safe: one instance a thread, as many as wanted from one loaded bundle. */
public interface PerceptionModel extends AutoCloseable {
    /**
     * One perception a frame, in the frames' order. A frame's perception does not depend on its batch. An empty batch
     * gives an empty list.
     *
     * @throws UnsuitableFrameException when the bundle takes another kind of frame; nothing of the batch is perceived
     */
    List<Perception> perceive(List<? extends Frame> batch);

    /** Frees native memory. The model must not be used afterwards; closing twice does nothing. */
    @Override
    void close();
}
