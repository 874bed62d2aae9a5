package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;
import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/** The sliding event-time window in which a sensor is compared with its baseline. */
public record WindowRule(
        @Parameter(value = "5s", meaning = "length of a window")
        Duration size,

        @Parameter(value = "1s", meaning = "distance from window to window")
        Duration slide)
        implements Serializable {
    public WindowRule {
        requirePositive(size, "window.size");
        requirePositive(slide, "window.slide");
        require(
                slide.compareTo(size) <= 0,
                "window.slide",
                Durations.format(slide),
                "at most window.size (" + Durations.format(size) + "), or frames would fall between windows");
    }
}
