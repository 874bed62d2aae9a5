package org.fogbell.models.simulation;

/** What a corruption does to a sensor's sequence of frames: which of them arrives when. */
@FunctionalInterface
interface FrameOrder {
    /** Nothing arrives. */
    long LOST = -1;

    /** Every frame arrives in its turn. */
    FrameOrder AS_CAPTURED = (index, strength, seeds) -> index;

    /**
     * The frame that arrives in place of the one at {@code index} (counted from 0 at the onset): that index itself, the one
     * that arrived last before it, or {@link #LOST}.
     */
    long arrivingAt(long index, double strength, Seeds seeds);

    static long frozen(long index, double framesHeld, Seeds seeds) {
        return index - index % (long) framesHeld;
    }

    static long silent(long index, double ignored, Seeds seeds) {
        return LOST;
    }

    static long losing(long index, double share, Seeds seeds) {
        return seeds.fresh().nextBoolean(share) ? LOST : index;
    }
}
