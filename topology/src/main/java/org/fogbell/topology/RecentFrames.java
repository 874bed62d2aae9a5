package org.fogbell.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.Micros;

/**
 * The identities of the last frames of one sensor, oldest first, by which a duplicate is known: a producer that sends
 * again does so within seconds. A value; the array is never changed.
 */
public record RecentFrames(long[] identities) {
    static final int REMEMBERED = 128;
    static final RecentFrames NONE = new RecentFrames(new long[0]);

    /**
     * Capture time, sequence and payload hash in 64 bits; the key already holds vehicle and sensor. A producer that sends a
     * record again sends the same capture time, while a recording that is played again, or a blind sensor whose counter
     * starts again, differs in nothing else.
     */
    static long identity(FrameScore score) {
        long hash = ByteBuffer.wrap(score.getPayloadHash().bytes()).getLong();
        return mix(mix(hash + score.getSequence()) + Micros.of(score.getCapturedAt()));
    }

    /** The finaliser of SplitMix64: every bit of the input moves every bit of the outcome. */
    private static long mix(long bits) {
        long once = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }

    boolean contains(long identity) {
        for (long known : identities) {
            if (known == identity) {
                return true;
            }
        }
        return false;
    }

    RecentFrames with(long identity) {
        int from = Math.max(0, identities.length + 1 - REMEMBERED);
        long[] next = Arrays.copyOfRange(identities, from, identities.length + 1);
        next[next.length - 1] = identity;
        return new RecentFrames(next);
    }
}
