package org.fogbell.models.serving;

import java.time.Duration;
import org.fogbell.models.perception.ServingOptions;

/**
 * How an engine runs its bundle. Whoever asks for other options gets another engine.
 *
 * @param device {@code cpu}, {@code gpu:N} or {@code auto}
 * @param workers threads that run the network, all callers together; 0: one a core, on a GPU at most {@value #GPU_WORKERS}
 * @param intraOpThreads threads inside one forward pass; 0: cores / workers, on a GPU 1
 * @param batchFrames most frames of a batch; 0: 1 on the CPU, which gains nothing by more, {@value #GPU_BATCH} on a GPU
 * @param batchBytes most bytes of the frames of a batch
 * @param batchDeadline how long a frame waits for others to make a batch
 * @param maxBytes bytes of decoded frames in memory at once
 * @param keepLoaded how long the network stays in memory when nobody uses it: a job that starts again finds it there
 */
public record EngineOptions(
        String device,
        int workers,
        int intraOpThreads,
        int batchFrames,
        long batchBytes,
        Duration batchDeadline,
        long maxBytes,
        Duration keepLoaded) {
    static final int GPU_WORKERS = 4;
    static final int GPU_BATCH = 8;

    public EngineOptions {
        if (workers < 0 || intraOpThreads < 0 || batchFrames < 0) {
            throw new IllegalArgumentException("expected counts of 0 (derived) or more, got " + workers + " workers, "
                    + intraOpThreads + " intra-op threads and " + batchFrames + " frames a batch");
        }
    }

    /**
     * A copy in which nothing is left to derive.
     *
     * @param resolved the device that {@code auto} stands for here
     * @param cores of this process: what the cgroup's quota leaves of the machine's
     */
    EngineOptions on(String resolved, int cores) {
        boolean gpu = isGpu(resolved);
        int threads = workers > 0 ? workers : gpu ? Math.min(cores, GPU_WORKERS) : cores;
        int intraOp = intraOpThreads > 0 ? intraOpThreads : gpu ? 1 : Math.max(1, cores / threads);
        int frames = batchFrames > 0 ? batchFrames : gpu ? GPU_BATCH : 1;
        return new EngineOptions(resolved, threads, intraOp, frames, batchBytes, batchDeadline, maxBytes, keepLoaded);
    }

    boolean isGpu() {
        return isGpu(device);
    }

    private static boolean isGpu(String device) {
        return device.startsWith("gpu");
    }

    ServingOptions serving() {
        return new ServingOptions(device, intraOpThreads);
    }

    BatchRule batch() {
        return new BatchRule(batchFrames, batchBytes, batchDeadline);
    }
}
