package org.fogbell.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fogbell.schemas.FrameScore;

/**
 * The identities of the last frames of one sensor, oldest first, by which a duplicate is known: a producer that sends
 * again does so within seconds. A value; the array is never changed.
 */
public record RecentFrames(long[] identities) {
    static final int REMEMBERED = 128;
    static final RecentFrames NONE = new RecentFrames(new long[0]);

    /** Sequence and payload hash in 64 bits; the key already holds vehicle and sensor. */
    static long identity(FrameScore score) {
        long hash = ByteBuffer.wrap(score.getPayloadHash().bytes()).getLong();
        return hash ^ (score.getSequence() * 0x9E3779B97F4A7C15L);
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
