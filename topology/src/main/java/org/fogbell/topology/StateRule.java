package org.fogbell.topology;

import java.io.Serializable;
import java.time.Duration;
import org.fogbell.verdict.Parameter;
import org.fogbell.verdict.Requirements;

/** How long a sensor that sends no more is remembered. */
public record StateRule(
        @Parameter(
                value = "168h",
                meaning = "event time after a sensor's last frame at which what is remembered of it goes")
        Duration retention)
        implements Serializable {
    public StateRule {
        Requirements.requirePositive(retention, "state.retention");
    }
}
