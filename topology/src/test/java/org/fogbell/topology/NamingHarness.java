package org.fogbell.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.schemas.Alert;
import org.fogbell.topology.UnnamedException.Reason;

/** Stage "naming" with one worker and two places to wait, in Flink's harness. */
final class NamingHarness {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final NamingParameters CONFIG = new NamingParameters("some", "", TIMEOUT, 1, 2);

    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private final SampleAlerts kafka;
    private final Map<String, JobClassifiers.Prepared> classifiers;

    NamingHarness(SampleAlerts kafka, Map<String, JobClassifiers.Prepared> classifiers) {
        this.kafka = kafka;
        this.classifiers = classifiers;
    }

    long count(Reason reason) {
        return count(reason.metric());
    }

    long count(String counter) {
        return ((Counter) metrics.get(counter)).getCount();
    }

    OneInputStreamOperatorTestHarness<Alert, Alert> with(NamingEye eye) throws Exception {
        return with((gpus, subtask) -> {
            AlertNamer namer = new AlertNamer(
                    classifiers, kafka, new Payloads(JobParameters.of(Map.of()).perception()), new ByteBudget(1 << 20));
            return new NamingWorkers(namer, CONFIG, List.of(eye), () -> {});
        });
    }

    OneInputStreamOperatorTestHarness<Alert, Alert> with(NamingFunction.Opening opening) throws Exception {
        AsyncWaitOperatorFactory<Alert, Alert> operator = new AsyncWaitOperatorFactory<>(
                new NamingFunction(opening),
                TIMEOUT.toMillis(),
                CONFIG.capacity(),
                AsyncDataStream.OutputMode.UNORDERED);
        var environment = new MockEnvironmentBuilder()
                .setMetricGroup(new InterceptingTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(
                            OperatorID id, String name, Map<String, String> variables) {
                        return metrics;
                    }
                })
                .build();
        return new OneInputStreamOperatorTestHarness<>(
                operator,
                TypeInformation.of(Alert.class).createSerializer(new ExecutionConfig().getSerializerConfig()),
                environment);
    }
}
