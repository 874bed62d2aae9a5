package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;
import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/** When alerts that open and resolve in turn become one that holds. */
public record FlappingRule(
        @Parameter(
                value = "4",
                unit = "openings",
                meaning =
                        "the alert that is the so-manieth to open within flapping.within says so, and holds; 0: none does")
        int openings,

        @Parameter(
                value = "10m",
                meaning =
                        "time in which openings are counted, and for which a sensor that flaps must be quiet to resolve")
        Duration within)
        implements Serializable {
    public FlappingRule {
        require(
                openings == 0 || (openings >= 2 && openings <= 100),
                "flapping.openings",
                openings,
                "0, or 2 to 100: the first opening is no flapping");
        requirePositive(within, "flapping.within");
    }
}
