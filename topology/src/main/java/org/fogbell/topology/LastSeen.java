package org.fogbell.topology;

/**
 * When a sensor was last seen, by which it is known to have left the fleet.
 *
 * @param atMillis event time
 * @param lookAtMillis when the one timer that asks whether it is gone is due, in event time; the least number there is where
 *     none is set
 */
public record LastSeen(long atMillis, long lookAtMillis) {}
