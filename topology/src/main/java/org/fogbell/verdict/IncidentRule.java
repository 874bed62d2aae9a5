package org.fogbell.verdict;

import static org.fogbell.verdict.Requirements.require;
import static org.fogbell.verdict.Requirements.requirePositive;

import java.io.Serializable;
import java.time.Duration;

/** When alerts have one cause. */
public record IncidentRule(
        @Parameter(
                value = "8",
                unit = "H3 resolution",
                meaning = "size of a place: 8 is some 1 km across, each further step 2.6 times less")
        int resolution,

        @Parameter(
                value = "3",
                unit = "vehicles",
                meaning = "vehicles that must agree for weather, a model or an outage")
        int vehicles,

        @Parameter(value = "0.5", unit = "0..1", meaning = "share of the vehicles at a place that must agree")
        double share,

        @Parameter(value = "0.8", unit = "0..1", meaning = "share of a fleet that must agree for a model or an outage")
        double fleetShare,

        @Parameter(
                value = "3",
                unit = "times",
                meaning = "a sensor so many times as far out as its peers at a place does not agree with them")
        double apart,

        @Parameter(
                value = "10s",
                meaning = "how long after its opening an alert is given its cause, and how long another one must hold")
        Duration settle,

        @Parameter(
                value = "60s",
                meaning = "how long what a vehicle showed at a place counts, and an incident waits for a further alert")
        Duration memory,

        @Parameter(value = "1h", meaning = "how long a model counts as new after its first score")
        Duration rollout,

        @Parameter(value = "50", unit = "alerts", meaning = "alerts that an incident names; all are counted")
        int members)
        implements Serializable {
    public IncidentRule {
        require(resolution >= 0 && resolution <= 15, "incident.resolution", resolution, "0 to 15");
        require(vehicles >= 2, "incident.vehicles", vehicles, "at least 2");
        require(share > 0 && share <= 1, "incident.share", share, "above 0, at most 1");
        require(fleetShare > 0 && fleetShare <= 1, "incident.fleet-share", fleetShare, "above 0, at most 1");
        require(apart > 1 && Double.isFinite(apart), "incident.apart", apart, "above 1");
        requirePositive(settle, "incident.settle");
        require(
                memory.compareTo(settle) > 0,
                "incident.memory",
                Durations.format(memory),
                "more than incident.settle (" + Durations.format(settle) + ")");
        requirePositive(rollout, "incident.rollout");
        require(members >= 1 && members <= 1_000, "incident.members", members, "1 to 1000");
    }
}
