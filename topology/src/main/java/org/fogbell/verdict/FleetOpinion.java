package org.fogbell.verdict;

/**
 * What the fleet says of one of its groups, to one of the buckets.
 *
 * @param sinceMillis since when most of its vehicles agree; {@link #NO} where they do not
 */
public record FleetOpinion(String group, int bucket, long millis, long sinceMillis, Evidence evidence) {
    static final long NO = Long.MIN_VALUE;

    boolean holds() {
        return sinceMillis != NO;
    }
}
