package org.fogbell.fleet;

/**
 * Which frame of a recording is played at which step: once through, or forth and back without end (0, 1, 2, 1, 0, 1, …
 * for three frames), so that consecutive frames are always neighbours and the scene makes no jump.
 *
 * @param frames of the recording, at least 1
 */
record PlaybackOrder(int frames, boolean loop) {
    PlaybackOrder {
        if (frames < 1) {
            throw new IllegalArgumentException("expected a recording of at least 1 frame, got " + frames);
        }
    }

    /** How many steps there are; {@link Long#MAX_VALUE} when looping. */
    long steps() {
        return loop ? Long.MAX_VALUE : frames;
    }

    /** Steps until the order repeats itself: forth and back, each end once. */
    long period() {
        return Math.max(1, 2L * frames - 2);
    }

    /** The frame at a step, both counted from 0. */
    int frameAt(long step) {
        if (step < 0 || step >= steps()) {
            throw new IllegalArgumentException("expected a step of 0.." + (steps() - 1) + ", got " + step);
        }
        long phase = step % period();
        return (int) (phase < frames ? phase : period() - phase);
    }
}
