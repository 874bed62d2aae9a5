package org.fogbell.models.simulation;

/**
 * Where an effect's randomness comes from: what a fault keeps while it lasts (which rings are dead, how the mount is
 * bent) is drawn from {@code span}, what changes from frame to frame (drops, noise) from {@code frame}.
 */
record Seeds(long span, long frame) {

    /** The seeds of the frame at that place, counted from 0, in a span. */
    static Seeds of(long seed, long index) {
        return new Seeds(Noise.hash(seed, -1), Noise.hash(seed, index));
    }

    SeededRandom lasting() {
        return new SeededRandom(span);
    }

    SeededRandom fresh() {
        return new SeededRandom(frame);
    }
}
