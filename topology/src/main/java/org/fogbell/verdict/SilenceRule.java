package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/** When a sensor that sends nothing is reported. */
public record SilenceRule(
        @Parameter(value = "10s", meaning = "a sensor without frames for this long is reported as silent")
        Duration after)
        implements Serializable {
    public SilenceRule {
        requirePositive(after, "silence.after");
    }
}
