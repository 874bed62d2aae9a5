package org.fogbell.verdict;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fogbell.schemas.FrameScore;

/**
 * The identities of the last frames of one sensor, oldest first, by which a duplicate is known: a producer that sends
 * again does so within a few batches, and what it sends later than that has a time that has been judged. A value; the arrays are never
 * changed.
 *
 * @param greatestSequence of those frames, or greater: a frame beyond it is no duplicate, whatever its identity
 * @param behind frames since the last that was beyond it
 * @param greatestBehind greatest sequence of these
 * @param older of which those count no more for which there are newer ones
 * @param newer fewer than {@link #NEWER}
 */
/*
 * A frame beyond the greatest sequence needs no identity, so 32 bits are enough: a sensor whose sequence rises never loses a frame to
 * chance. One whose counter has just started again may lose one of its next 64, by a chance of one in a million; one whose sequence stands
 * still, one frame in 67 million.
 *
 * They are in two parts, as each frame copies what it adds to: the newer few, and all of them but once in sixteen frames.
 */
public record RecentFrames(long greatestSequence, int behind, long greatestBehind, int[] older, int[] newer) {
    public static final int REMEMBERED = 64;
    public static final RecentFrames NONE = new RecentFrames(Long.MIN_VALUE, 0, Long.MIN_VALUE, new int[0]);

    private static final int NEWER = 16;

    /** @param identities oldest first */
    public RecentFrames(long greatestSequence, int behind, long greatestBehind, int[] identities) {
        this(
                greatestSequence,
                behind,
                greatestBehind,
                Arrays.copyOf(identities, identities.length - identities.length % NEWER),
                Arrays.copyOfRange(identities, identities.length - identities.length % NEWER, identities.length));
    }

    /** Oldest first, of at most {@link #REMEMBERED} frames. */
    public int[] identities() {
        return identities(older, newer);
    }

    private static int[] identities(int[] older, int[] newer) {
        int all = older.length + newer.length;
        int from = Math.max(0, all - REMEMBERED);
        int[] identities = Arrays.copyOfRange(older, from, all);
        System.arraycopy(newer, 0, identities, older.length - from, newer.length);
        return identities;
    }

    /**
     * Capture time, sequence and payload hash; the key already holds vehicle and sensor. A producer that sends a
     * record again sends the same capture time, while a recording that is played again, or a blind sensor whose counter
     * starts again, differs in nothing else.
     */
    static int identity(FrameScore score) {
        long hash = ByteBuffer.wrap(score.getPayloadHash().bytes()).getLong();
        return (int) Fingerprint.of(hash + score.getSequence())
                .and(Micros.of(score.getCapturedAt()))
                .bits();
    }

    public boolean contains(FrameScore score) {
        if (score.getSequence() > greatestSequence) {
            return false;
        }
        int identity = identity(score);
        for (int known : identities()) {
            if (known == identity) {
                return true;
            }
        }
        return false;
    }

    public RecentFrames with(FrameScore score) {
        int[] few = Arrays.copyOf(newer, newer.length + 1);
        few[newer.length] = identity(score);
        boolean isFull = few.length == NEWER;
        int[] nextOlder = isFull ? identities(older, few) : older;
        int[] nextNewer = isFull ? NONE.newer : few;
        long sequence = score.getSequence();
        if (sequence > greatestSequence) {
            return new RecentFrames(sequence, 0, Long.MIN_VALUE, nextOlder, nextNewer);
        }
        long greatest = Math.max(greatestBehind, sequence);
        return behind + 1 == REMEMBERED
                ? new RecentFrames(greatest, 0, Long.MIN_VALUE, nextOlder, nextNewer)
                : new RecentFrames(greatestSequence, behind + 1, greatest, nextOlder, nextNewer);
    }
}
