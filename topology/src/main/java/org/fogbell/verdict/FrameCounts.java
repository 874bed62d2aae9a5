package org.fogbell.verdict;

/**
 * Frames of one kind in a window, counted. Times are microseconds of event time, 0 where there was no frame beyond.
 *
 * @param unseeing that are blind, repeated, or both
 */
public record FrameCounts(
        int frames,
        int blind,
        int repeated,
        int unseeing,
        int beyond,
        int offBeat,
        long firstBeyondMicros,
        long lastBeyondMicros) {
    public static final FrameCounts NONE = new FrameCounts(0, 0, 0, 0, 0, 0, 0, 0);

    static FrameCounts of(boolean blind, boolean repeated, boolean beyond, boolean offBeat, long micros) {
        return new FrameCounts(
                1,
                blind ? 1 : 0,
                repeated ? 1 : 0,
                blind || repeated ? 1 : 0,
                beyond ? 1 : 0,
                offBeat ? 1 : 0,
                beyond ? micros : 0,
                beyond ? micros : 0);
    }

    /** With frames that come after these. */
    FrameCounts plus(FrameCounts later) {
        return new FrameCounts(
                frames + later.frames,
                blind + later.blind,
                repeated + later.repeated,
                unseeing + later.unseeing,
                beyond + later.beyond,
                offBeat + later.offBeat,
                beyond == 0 ? later.firstBeyondMicros : firstBeyondMicros,
                later.beyond == 0 ? lastBeyondMicros : later.lastBeyondMicros);
    }
}
