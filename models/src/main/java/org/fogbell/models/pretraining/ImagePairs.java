package org.fogbell.models.pretraining;

import org.fogbell.models.frame.CameraImage;

/** Images that come in pairs, such as two of the same minutes of one drive: all that is known of them is that they belong together. */
public interface ImagePairs {
    /** Two images that belong together. */
    record Pair(CameraImage first, CameraImage second) {}

    /** The same number gives the same pair. */
    Pair pair(long number);
}
