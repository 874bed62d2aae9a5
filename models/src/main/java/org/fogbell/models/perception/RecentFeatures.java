package org.fogbell.models.perception;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What the features of one sensor's frames were in the last second, and what they were in the seconds before: exponentially weighted
 * means. What lies between the two is a step. A fault that begins makes one, also where it moves a feature by less than one drive
 * differs from another; scenery moves on more slowly. A value; each frame gives the next.
 *
 * @param late of the last second, in the order of the features, in 256ths of a unit; {@link #NEVER} of one that no frame had
 * @param before of the seconds before, in the same order
 * @param lastMicros event time of the newest frame
 * @param seenMicros time from the first frame to that one, no more than is asked for
 * @param sinceMicros time that {@code before} does not know of yet; 0 also where it stays as it is since the newest frame is far out of line
 */
/*
 * Sixteen bits each, as there is one for every feature of every sensor. A mean that is rounded stands still where its steps are below
 * half of the last bit, so `before`, in which a frame weighs little, goes after `late` twice a second, whatever the sensor's pace: it
 * then stands still within a thirtieth of a unit of it, and `late` itself within six hundredths at thirty frames a second.
 */
public record RecentFeatures(short[] late, short[] before, long lastMicros, long seenMicros, long sinceMicros) {
    /** Nothing seen yet. */
    public static final RecentFeatures NONE = new RecentFeatures(new short[0], new short[0], 0, 0, 0);

    /** Of a feature that no frame had. */
    public static final short NEVER = Short.MIN_VALUE;

    private static final double PARTS = 256;

    /** Time in which a frame's weight falls to 1/e, in {@code late} and in {@code before}. */
    private static final double LATE_MICROS = TimeUnit.SECONDS.toMicros(1);

    private static final double BEFORE_MICROS = TimeUnit.SECONDS.toMicros(5);

    private static final long BEFORE_EVERY_MICROS = TimeUnit.MILLISECONDS.toMicros(500);

    /** From then on there is something to step away from. */
    private static final long SETTLED_MICROS = TimeUnit.SECONDS.toMicros(4);

    /** After so long without a frame nothing says what was before. */
    private static final long LONGEST_GAP_MICROS = TimeUnit.SECONDS.toMicros(5);

    private static final long LONGEST_SEEN_MICROS = TimeUnit.SECONDS.toMicros(20);

    /** A frame counts as at most so far from what was before, so that one that is odd is forgotten as fast as it came. */
    private static final double CLIP_UNITS = 24;

    /**
     * Whether frames at these times show what a step is: those of one drive mostly at most a second apart. Means of rarer ones are
     * single frames, and scatter as these do.
     */
    static boolean areNear(long[] micros) {
        long[] gaps = IntStream.range(1, micros.length)
                .mapToLong(i -> micros[i] - micros[i - 1])
                .filter(gap -> gap >= 0 && gap <= LONGEST_GAP_MICROS)
                .sorted()
                .toArray();
        return gaps.length > 0 && gaps[gaps.length / 2] <= LATE_MICROS;
    }

    public boolean isNone() {
        return late.length == 0;
    }

    /**
     * After one more frame. One that comes after more than five seconds, or before the one before it, or has other features, begins
     * anew.
     *
     * @param distances of each feature from a fixed place, in units of about what it scatters by; NaN where it is missing, and then
     *     {@code late} stays
     * @param micros event time
     * @param isOut whether the frame is far out of line whatever was before it: what was before then stays as it is, so that the end of
     *     a fault is no step
     */
    public RecentFeatures after(double[] distances, long micros, boolean isOut) {
        long gap = micros - lastMicros;
        if (late.length != distances.length || gap < 0 || gap > LONGEST_GAP_MICROS) {
            short[] first = new short[distances.length];
            for (int i = 0; i < first.length; i++) {
                first[i] = Double.isNaN(distances[i]) ? NEVER : rounded(distances[i] * PARTS);
            }
            return new RecentFeatures(first, first, micros, 0, 0);
        }
        boolean due = sinceMicros >= BEFORE_EVERY_MICROS;
        double beforeWeight = due ? weight(sinceMicros, BEFORE_MICROS, seenMicros) : 0;
        long seen = Math.min(seenMicros + gap, LONGEST_SEEN_MICROS);
        double lateWeight = gap == 0 ? 0 : weight(gap, LATE_MICROS, seen);
        // The last frame was out and this one is not: what it and those before it were is over.
        short[] nextLate = (isOut || sinceMicros > 0 ? late : before).clone();
        short[] nextBefore = due ? before.clone() : before;
        for (int i = 0; i < nextLate.length; i++) {
            boolean known = late[i] != NEVER;
            if (due && known) {
                nextBefore[i] = rounded(before[i] + beforeWeight * (late[i] - before[i]));
            }
            if (!Double.isNaN(distances[i])) {
                double value = distances[i] * PARTS;
                if (known) {
                    double clipped =
                            within(nextBefore[i] - CLIP_UNITS * PARTS, value, nextBefore[i] + CLIP_UNITS * PARTS);
                    nextLate[i] = rounded(nextLate[i] + lateWeight * (clipped - nextLate[i]));
                } else {
                    nextLate[i] = rounded(value);
                    nextBefore = nextBefore == before ? before.clone() : nextBefore;
                    nextBefore[i] = nextLate[i];
                }
            }
        }
        return new RecentFeatures(nextLate, nextBefore, micros, seen, isOut ? 0 : (due ? 0 : sinceMicros) + gap);
    }

    /** The share that an interval has of the time that is remembered, which at first is all that there was. */
    private static double weight(long micros, double rememberedMicros, long seenMicros) {
        return Math.max(1 - Math.exp(-micros / rememberedMicros), (double) micros / (seenMicros + micros));
    }

    private static short rounded(double parts) {
        return (short) Math.floor(within(-Short.MAX_VALUE, parts, Short.MAX_VALUE) + 0.5);
    }

    /** Of numbers none of which is NaN, after which Math.min, Math.max and Math.round would look for each feature of each frame. */
    private static double within(double least, double value, double most) {
        return value < least ? least : value > most ? most : value;
    }

    /** Whether there is enough before to step away from. */
    public boolean isSettled() {
        return seenMicros >= SETTLED_MICROS;
    }

    /** How far each feature has moved from what it was in the seconds before, in units; NaN of one that no frame had. */
    public double[] steps() {
        double[] steps = new double[late.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = late[i] == NEVER ? Double.NaN : (late[i] - before[i]) / PARTS;
        }
        return steps;
    }

    /** What a feature was in the last second, in units. */
    public double late(int feature) {
        return late[feature] / PARTS;
    }

    /** What it was in the seconds before. */
    public double before(int feature) {
        return before[feature] / PARTS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecentFeatures recent
                && Arrays.equals(late, recent.late)
                && Arrays.equals(before, recent.before)
                && lastMicros == recent.lastMicros
                && seenMicros == recent.seenMicros
                && sinceMicros == recent.sinceMicros;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(late) + Long.hashCode(lastMicros);
    }
}
