package org.fogbell.topology;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.fogbell.verdict.Durations;
import org.jspecify.annotations.Nullable;

/** Stage "perception": hands a frame to the workers; what comes back is its score or its dead letter, in any order. */
final class PerceptionFunction extends RichAsyncFunction<ReceivedFrame, FrameOutcome> {
    private final Opening opening;
    private final Duration timeout;
    private transient @Nullable WorkersByType workers;
    private transient Map<ResultFuture<FrameOutcome>, PerceptionTask> inFlight;

    PerceptionFunction(JobParameters parameters) {
        this(
                (gpus, subtask) -> WorkersByType.open(
                        parameters, AssignedGpu.device(parameters.model().device(), gpus, subtask)),
                parameters.perception().timeout());
    }

    @SuppressWarnings("NullAway.Init")
    PerceptionFunction(Opening opening, Duration timeout) {
        this.opening = opening;
        this.timeout = timeout;
    }

    /** How a subtask gets its workers, where it runs; {@code gpus} are those that the cluster assigned there. */
    @FunctionalInterface
    interface Opening extends Serializable {
        WorkersByType open(Set<ExternalResourceInfo> gpus, int subtask) throws IOException;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        inFlight = new ConcurrentHashMap<>();
        workers = opening.open(
                getRuntimeContext().getExternalResourceInfos(AssignedGpu.RESOURCE),
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handed to Flink in the same call
    public void asyncInvoke(ReceivedFrame frame, ResultFuture<FrameOutcome> result) {
        if (workers == null) {
            throw new IllegalStateException("perception was not opened");
        }
        PerceptionTask task = workers.submit(frame);
        inFlight.put(result, task);
        // The task ends once, so its result is handed to Flink once; after a close nobody waits for it.
        task.outcome().whenComplete((outcome, failure) -> {
            inFlight.remove(result);
            if (failure == null) {
                result.complete(List.of(outcome));
            } else if (!task.outcome().isCancelled()) {
                result.completeExceptionally(failure);
            }
        });
    }

    /** Flink hands in the same {@code result} as before. */
    @Override
    public void timeout(ReceivedFrame frame, ResultFuture<FrameOutcome> result) {
        PerceptionTask task = inFlight.get(result);
        if (workers != null && task != null) {
            workers.timeOut(
                    task,
                    new TimeoutException("no score within perception.timeout (" + Durations.format(timeout) + ")"));
        }
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
            workers = null;
        }
    }
}
