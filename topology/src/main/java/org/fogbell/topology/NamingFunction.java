package org.fogbell.topology;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.fogbell.schemas.Alert;
import org.fogbell.topology.UnnamedException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage "naming": an alert that was published comes out once more with the name of what its frames show, or not at all. Why
 * not is counted, and logged once a reason; nothing here fails the job but a bug.
 */
final class NamingFunction extends RichAsyncFunction<Alert, Alert> {
    private static final Logger LOG = LoggerFactory.getLogger(NamingFunction.class);

    private final Opening opening;
    private transient @Nullable NamingWorkers workers;
    private transient Map<ResultFuture<Alert>, NamingWorkers.Task> inFlight;
    private transient Counter named;
    private transient Map<Reason, Counter> unnamed;
    private transient Set<Reason> logged;

    NamingFunction(JobParameters parameters) {
        this((gpus, subtask) -> parameters.naming().isOff()
                ? null
                : NamingWorkers.open(
                        parameters, AssignedGpu.device(parameters.model().device(), gpus, subtask)));
    }

    @SuppressWarnings("NullAway.Init")
    NamingFunction(Opening opening) {
        this.opening = opening;
    }

    /** How a subtask gets its workers, where it runs; null where naming is off. */
    @FunctionalInterface
    interface Opening extends Serializable {
        @Nullable
        NamingWorkers open(Set<ExternalResourceInfo> gpus, int subtask) throws IOException;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        inFlight = new ConcurrentHashMap<>();
        logged = ConcurrentHashMap.newKeySet();
        // Names come from the workers' threads.
        var metrics = getRuntimeContext().getMetricGroup();
        named = metrics.counter("named", new ThreadSafeSimpleCounter());
        unnamed = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            unnamed.put(reason, metrics.counter(reason.metric(), new ThreadSafeSimpleCounter()));
        }
        workers = opening.open(
                getRuntimeContext().getExternalResourceInfos(AssignedGpu.RESOURCE),
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handed to Flink in the same call
    public void asyncInvoke(Alert alert, ResultFuture<Alert> result) {
        if (workers == null) {
            // From the checkpoint of a job that named its alerts.
            result.complete(List.of());
            return;
        }
        NamingWorkers.Task task = workers.submit(alert);
        inFlight.put(result, task);
        task.condition().whenComplete((condition, failure) -> {
            inFlight.remove(result);
            if (failure == null) {
                named.inc();
                result.complete(List.of(AlertNamer.named(alert, condition)));
            } else if (failure instanceof UnnamedException why) {
                count(alert, why);
                result.complete(List.of());
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void count(Alert alert, UnnamedException why) {
        requireNonNull(unnamed.get(why.reason())).inc();
        if (!logged.add(why.reason())) {
            return;
        }
        LOG.warn(
                "alert {} of {}/{} stays without a name, and further ones for this reason unsaid ({}): {}",
                alert.getAlertId(),
                alert.getVehicleId(),
                alert.getSensorId(),
                why.reason().metric(),
                why.getMessage());
    }

    /** Flink hands in the same {@code result} as before. */
    @Override
    public void timeout(Alert alert, ResultFuture<Alert> result) {
        NamingWorkers.Task task = inFlight.get(result);
        if (task != null) {
            task.timeOut();
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
