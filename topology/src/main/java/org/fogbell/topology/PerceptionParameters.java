package org.fogbell.topology;

import java.io.Serializable;
import java.time.Duration;
import org.fogbell.verdict.Parameter;
import org.fogbell.verdict.Requirements;

/** The parameters of the asynchronous operator that runs the network, {@code perception} in {@link JobParameters}. */
public record PerceptionParameters(
        @Parameter(
                value = "0",
                unit = "threads",
                meaning =
                        "threads that run a bundle's network in a task manager, for all its subtasks; 0: one a core, on a GPU"
                                + " at most 4")
        int workers,

        @Parameter(
                value = "16",
                unit = "frames",
                meaning = "frames in flight per subtask; checkpoints say where they stand in Kafka")
        int capacity,

        @Parameter(
                value = "combined",
                meaning =
                        "what frames are judged by: combined (the layers' entropies and the frame's statistics against"
                                + " what the sensor's usually are and the others let expect), profile (the entropy profile's distance, eloss where the bundle"
                                + " is not calibrated for the type) or eloss")
        ScoreChoice score,

        @Parameter(value = "30s", meaning = "a frame that takes longer becomes a dead letter")
        Duration timeout,

        @Parameter(
                value = "2",
                unit = "attempts",
                meaning = "tries of a frame on which the model or the object store fails; one more when others succeed")
        int attempts,

        @Parameter(
                value = "100ms",
                meaning = "wait before a further try after another frame failed; doubles with each that fails in a row")
        Duration backoff,

        @Parameter(
                value = "10",
                unit = "frames",
                meaning = "so many frames in a row on which the model or the object store fails restart the job")
        int maxConsecutiveFailures,

        @Parameter(value = "4000000", unit = "points", meaning = "a sweep that claims more is a bad frame")
        int maxPoints,

        @Parameter(
                value = "",
                meaning =
                        "payloads that frames only refer to must lie below this URI, as in s3://bucket/frames/; empty:"
                                + " refused")
        String payloadRoot)
        implements Serializable {
    public PerceptionParameters {
        Requirements.require(workers >= 0, "perception.workers", workers, "0 or more");
        Requirements.require(capacity >= 1, "perception.capacity", capacity, "at least 1");
        Requirements.requirePositive(timeout, "perception.timeout");
        Requirements.require(attempts >= 1, "perception.attempts", attempts, "at least 1");
        Requirements.requirePositive(backoff, "perception.backoff");
        Requirements.require(
                maxConsecutiveFailures >= 2,
                "perception.max-consecutive-failures",
                maxConsecutiveFailures,
                "at least 2, or one bad frame would restart the job for ever");
        Requirements.require(maxPoints >= 1, "perception.max-points", maxPoints, "at least 1");
    }

    /** Which score a frame is judged by. */
    public enum ScoreChoice {
        COMBINED,
        PROFILE,
        ELOSS
    }
}
