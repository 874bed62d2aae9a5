package org.fogbell.topology;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.fogbell.schemas.DeadLetterStage;
import org.jspecify.annotations.Nullable;

/** Stage "perception": hands a frame to the workers; what comes back is its score or its dead letter, in any order. */
final class PerceptionFunction extends RichAsyncFunction<ReceivedFrame, FrameOutcome> {
    private final Opening opening;
    private final Duration timeout;
    private transient @Nullable PerceptionWorkers workers;

    PerceptionFunction(JobParameters.Model model, JobParameters.Perception config) {
        this(subtasks -> PerceptionWorkers.open(model, config, subtasks), config.timeout());
    }

    PerceptionFunction(Opening opening, Duration timeout) {
        this.opening = opening;
        this.timeout = timeout;
    }

    /** How one of so many subtasks gets its workers, where it runs. */
    @FunctionalInterface
    interface Opening extends Serializable {
        PerceptionWorkers open(int subtasks) throws IOException;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        workers = opening.open(subtasks);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handed to Flink in the same call
    public void asyncInvoke(ReceivedFrame frame, ResultFuture<FrameOutcome> result) {
        if (workers == null) {
            throw new IllegalStateException("perception was not opened");
        }
        workers.submit(frame).whenComplete((outcome, failure) -> {
            if (failure == null) {
                result.complete(List.of(outcome));
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void timeout(ReceivedFrame frame, ResultFuture<FrameOutcome> result) {
        TimeoutException cause =
                new TimeoutException("no score within perception.timeout (" + Durations.format(timeout) + ")");
        result.complete(List.of(FrameOutcome.of(DeadLetters.unscorable(frame, DeadLetterStage.PERCEPTION, cause))));
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
            workers = null;
        }
    }
}
