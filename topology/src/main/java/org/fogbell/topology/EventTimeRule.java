package org.fogbell.topology;

import static org.fogbell.verdict.Requirements.require;
import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;
import org.fogbell.verdict.Durations;
import org.fogbell.verdict.Parameter;

/** How disorder and wrong clocks are met. */
public record EventTimeRule(
        @Parameter(value = "2s", meaning = "how far records may be out of order before they count as late")
        Duration outOfOrderness,

        @Parameter(
                value = "2s",
                meaning = "a capture time further than this from its record's timestamp is replaced by that")
        Duration maxClockSkew,

        @Parameter(value = "5s", meaning = "a partition without records for this long holds nobody back")
        Duration idleAfter,

        @Parameter(
                value = "0ms",
                meaning = "where producers stamp the records: an older one counts as read now; 0: none does")
        Duration maxRecordAge)
        implements Serializable {
    public EventTimeRule {
        requirePositive(outOfOrderness, "event-time.out-of-orderness");
        requirePositive(maxClockSkew, "event-time.max-clock-skew");
        requirePositive(idleAfter, "event-time.idle-after");
        require(
                maxRecordAge.isZero() || maxRecordAge.compareTo(outOfOrderness) > 0,
                "event-time.max-record-age",
                Durations.format(maxRecordAge),
                "0, or more than event-time.out-of-orderness (" + Durations.format(outOfOrderness) + ")");
        require(
                maxClockSkew.compareTo(outOfOrderness) <= 0,
                "event-time.max-clock-skew",
                Durations.format(maxClockSkew),
                "at most event-time.out-of-orderness (" + Durations.format(outOfOrderness)
                        + "), or honest frames of a slow clock would be late");
    }
}
