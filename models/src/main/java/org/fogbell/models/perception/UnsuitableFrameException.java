package org.fogbell.models.perception;

import org.fogbell.models.frame.Frame;

/** A frame of a kind that the bundle's input geometry cannot take, such as an image for a bird's-eye grid. */
public final class UnsuitableFrameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnsuitableFrameException(String expected, Frame frame) {
        super("the bundle takes " + expected + ", got a " + frame.getClass().getSimpleName());
    }
}
