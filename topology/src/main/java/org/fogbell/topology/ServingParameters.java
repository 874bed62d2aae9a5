package org.fogbell.topology;

import java.io.Serializable;
import java.time.Duration;
import org.fogbell.models.serving.EngineOptions;
import org.fogbell.verdict.Durations;
import org.fogbell.verdict.Parameter;
import org.fogbell.verdict.Requirements;

/** The parameters of the engine that all subtasks of a task manager share, {@code serving} in {@link JobParameters}. */
public record ServingParameters(
        @Parameter(
                value = "0",
                unit = "frames",
                meaning = "most frames that go through the network together; 0: 1 on the CPU, 8 on a GPU")
        int batchFrames,

        @Parameter(
                value = "64",
                unit = "MiB",
                meaning = "frames that go through the network together take no more memory than this, decoded")
        int batchMemory,

        @Parameter(
                value = "5ms",
                meaning = "how long a frame waits for others to go through the network with; 0ms: not")
        Duration batchDeadline,

        @Parameter(
                value = "256",
                unit = "MiB",
                meaning =
                        "decoded frames of a bundle in a task manager at once; beyond, frames wait as they came, then the"
                                + " source does")
        int memory,

        @Parameter(
                value = "1m",
                meaning = "how long the network stays loaded after its last job, so that a restart finds it; 0ms: not")
        Duration keepLoaded)
        implements Serializable {
    private static final long MEBIBYTE = 1L << 20;

    public ServingParameters {
        Requirements.require(batchFrames >= 0, "serving.batch-frames", batchFrames, "0 or more");
        Requirements.require(batchMemory >= 1, "serving.batch-memory", batchMemory, "at least 1");
        Requirements.require(
                !batchDeadline.isNegative(), "serving.batch-deadline", Durations.format(batchDeadline), "0ms or more");
        Requirements.require(memory >= 1, "serving.memory", memory, "at least 1");
        Requirements.require(
                !keepLoaded.isNegative(), "serving.keep-loaded", Durations.format(keepLoaded), "0ms or more");
    }

    EngineOptions options(String device, int intraOpThreads, int workers) {
        return new EngineOptions(
                device,
                workers,
                intraOpThreads,
                batchFrames,
                batchMemory * MEBIBYTE,
                batchDeadline,
                memory * MEBIBYTE,
                keepLoaded);
    }
}
