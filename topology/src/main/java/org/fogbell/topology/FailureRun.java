package org.fogbell.topology;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells bad frames from a broken world by what becomes of the frames around them. A frame that failed is suspect and waits:
 * where another one succeeds, the world is well and the suspect deserves another try; where so many frames fail in a row
 * that they cannot all be bad, the world is broken. When nothing but suspects is left in flight, no more can be learned, and
 * they are given up. Safe for any thread.
 *
 * @param <T> a frame at work, by identity or equality
 */
final class FailureRun<T> {
    private final int brokenAt;
    private final Set<T> inFlight = new LinkedHashSet<>();
    private final Set<T> suspects = new LinkedHashSet<>();
    private int length;

    /** @param brokenAt frames that fail in a row in a broken world */
    FailureRun(int brokenAt) {
        this.brokenAt = brokenAt;
    }

    /**
     * What follows from a frame's end or failure.
     *
     * @param broken whether the world is, and the frame must not be blamed
     * @param retry suspects to try once more; they stay in flight
     * @param giveUp suspects that are no longer in flight
     */
    record Verdict<T>(boolean broken, List<T> retry, List<T> giveUp) {}

    synchronized void started(T frame) {
        inFlight.add(frame);
    }

    /** The frame was scored. */
    synchronized Verdict<T> succeeded(T frame) {
        length = 0;
        leave(frame);
        List<T> retry = List.copyOf(suspects);
        suspects.clear();
        return new Verdict<>(false, retry, List.of());
    }

    /** The frame was bad by its own looks, or failed though the world was well: that says nothing about the world. */
    synchronized Verdict<T> ended(T frame) {
        leave(frame);
        return new Verdict<>(false, List.of(), hopeless());
    }

    /** The frame failed, and stays in flight as a suspect unless it is given up at once. */
    synchronized Verdict<T> failed(T frame) {
        // One that was given up meanwhile, for its time, was counted then.
        if (!inFlight.contains(frame)) {
            return new Verdict<>(false, List.of(), List.of());
        }
        length++;
        suspects.add(frame);
        return length >= brokenAt
                ? new Verdict<>(true, List.of(), List.of())
                : new Verdict<>(false, List.of(), hopeless());
    }

    /** The frame's time is up. A network or a store that hangs fails this way, so it counts, once. */
    synchronized Verdict<T> timedOut(T frame) {
        if (!suspects.contains(frame)) {
            length++;
        }
        leave(frame);
        return length >= brokenAt
                ? new Verdict<>(true, List.of(), List.of())
                : new Verdict<>(false, List.of(), hopeless());
    }

    /** Frames that failed in a row, up to now. */
    synchronized int length() {
        return length;
    }

    synchronized List<T> inFlight() {
        return List.copyOf(inFlight);
    }

    private void leave(T frame) {
        inFlight.remove(frame);
        suspects.remove(frame);
    }

    private List<T> hopeless() {
        if (suspects.size() < inFlight.size()) {
            return List.of();
        }
        List<T> all = new ArrayList<>(suspects);
        suspects.clear();
        inFlight.clear();
        return all;
    }
}
