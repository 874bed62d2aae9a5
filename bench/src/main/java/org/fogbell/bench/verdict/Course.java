package org.fogbell.bench.verdict;

import java.time.Duration;

/**
 * How many scores a measurement takes: first those that do not count, then sections of equally many. A section is whole slides of the
 * windows, in each of which every sensor closes one, all of them at once: in one that is shorter either none do or all.
 *
 * @param warmUp scores before the first section: enough that windows are full, but where there are very many sensors
 * @param section scores of each
 */
record Course(long warmUp, int sections, long section) {
    private static final int SECTIONS = 5;
    private static final int FEWEST_SECTIONS = 2;

    /** A million sensors take ten million for a slide of a second. */
    private static final long MOST_COUNTED = 20_000_000;

    /** @param slide of the windows */
    static Course of(int sensors, Duration slide, boolean quick) {
        long warmUp = quick
                ? Math.max(5_000, 100L * sensors)
                : Math.max(200_000, Math.min(100, 12_000_000 / sensors) * (long) sensors);
        long round = Math.max(1, slide.dividedBy(ScoreStream.FRAME)) * sensors;
        long least = quick ? 1_000 : 40_000;
        long section = (least + round - 1) / round * round;
        return new Course(warmUp, (int) Math.max(FEWEST_SECTIONS, Math.min(SECTIONS, MOST_COUNTED / section)), section);
    }

    long all() {
        return warmUp + sections * section;
    }

    /** Where section i ends, from 0. */
    long end(int i) {
        return warmUp + (i + 1) * section;
    }
}
