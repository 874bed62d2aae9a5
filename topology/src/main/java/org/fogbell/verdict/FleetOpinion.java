package org.fogbell.verdict;

/**
 * What the fleet says of one of its groups, to one of the buckets.
 *
 * @param sinceMillis since when most of its vehicles agree; {@link #NO} where they do not
 * @param rolledOut the model or the firmware that is new to the fleet, where they deviate under one
 */
public record FleetOpinion(
        String group, int bucket, long millis, long sinceMillis, Evidence evidence, Software rolledOut) {
    static final long NO = Long.MIN_VALUE;

    boolean holds() {
        return sinceMillis != NO;
    }
}
