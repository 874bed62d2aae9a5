package org.fogbell.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/**
 * One keyed stage of the job in Flink's operator harness: the very operator that {@link FogbellJob} puts into its graph,
 * with its serializers and execution settings, on as many subtasks as wanted, stopped and started again at will.
 */
final class StageRun<I, O> implements AutoCloseable {
    private static final int MAX_PARALLELISM = 16;

    private final StreamNode stage;
    private final ExecutionConfig config;
    private final List<O> output = new ArrayList<>();
    private final List<Subtask<I, O>> subtasks = new ArrayList<>();
    private final KeySelector<I, Object> key;
    private final StateBackend backend;
    private long clock;
    private long checkpoint;

    private StageRun(StreamNode stage, ExecutionConfig config, KeySelector<I, Object> key, StateBackend backend) {
        this.stage = stage;
        this.config = config;
        this.key = key;
        this.backend = backend;
    }

    /** One started subtask of the stage with this uid, its state on the heap. */
    static <I, O> StageRun<I, O> of(String uid, JobParameters parameters) throws Exception {
        return of(uid, parameters, new HashMapStateBackend());
    }

    static <I, O> StageRun<I, O> of(String uid, JobParameters parameters, StateBackend backend) throws Exception {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        FogbellJob.build(env, parameters);
        return of(uid, env, backend);
    }

    /** Of any job. */
    static <I, O> StageRun<I, O> of(String uid, StreamExecutionEnvironment env, StateBackend backend) throws Exception {
        StreamNode stage = env.getStreamGraph().getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
        return of(stage, env.getConfig(), backend);
    }

    /** One started subtask of this keyed stage, its state on the heap. */
    static <I, O> StageRun<I, O> of(StreamNode stage, ExecutionConfig config) throws Exception {
        return of(stage, config, new HashMapStateBackend());
    }

    @SuppressWarnings("unchecked")
    private static <I, O> StageRun<I, O> of(StreamNode stage, ExecutionConfig config, StateBackend backend)
            throws Exception {
        StageRun<I, O> run =
                new StageRun<>(stage, config, (KeySelector<I, Object>) stage.getStatePartitioners()[0], backend);
        run.start(1, null);
        return run;
    }

    void send(I value, long timestampMillis) throws Exception {
        int index = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key.getKey(value), MAX_PARALLELISM, subtasks.size());
        @SuppressWarnings("unchecked")
        TypeSerializer<I> serializer = (TypeSerializer<I>) stage.getTypeSerializersIn()[0];
        subtasks.get(index).harness.processElement(serializer.copy(value), timestampMillis);
        collect();
    }

    /** Of the keyed input alone. */
    void keyedWatermark(long millis) throws Exception {
        for (Subtask<I, O> subtask : subtasks) {
            subtask.harness.processKeyedWatermark(millis);
        }
        collect();
    }

    /** To every subtask. */
    void broadcast(Object value) throws Exception {
        for (Subtask<I, O> subtask : subtasks) {
            subtask.harness.processBroadcast(value);
        }
        collect();
    }

    void watermark(long millis) throws Exception {
        for (Subtask<I, O> subtask : subtasks) {
            subtask.harness.processWatermark(millis);
        }
        collect();
    }

    void clock(long millis) throws Exception {
        clock = millis;
        for (Subtask<I, O> subtask : subtasks) {
            subtask.harness.setProcessingTime(millis);
        }
        collect();
    }

    /** Takes a savepoint, stops, and starts from it on so many subtasks. */
    void restart(int parallelism) throws Exception {
        start(parallelism, stop());
    }

    /** Starts anew, from a savepoint of another build's stage, which is stopped. */
    void goOnFrom(StageRun<?, ?> other) throws Exception {
        close();
        start(1, other.stop());
    }

    private Savepoint stop() throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        checkpoint++;
        for (Subtask<I, O> subtask : subtasks) {
            parts.add(subtask.harness.snapshot(checkpoint, clock));
        }
        OperatorSubtaskState whole =
                AbstractStreamOperatorTestHarness.repackageState(parts.toArray(OperatorSubtaskState[]::new));
        int before = subtasks.size();
        close();
        return new Savepoint(whole, before);
    }

    private record Savepoint(OperatorSubtaskState state, int parallelism) {}

    private void start(int parallelism, Savepoint savepoint) throws Exception {
        for (int index = 0; index < parallelism; index++) {
            Subtask<I, O> subtask = subtask(index, parallelism);
            subtasks.add(subtask);
            if (savepoint != null) {
                subtask.harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        savepoint.state, MAX_PARALLELISM, savepoint.parallelism, parallelism, index));
            }
            subtask.harness.open();
        }
        clock(clock);
    }

    @SuppressWarnings("unchecked")
    private Subtask<I, O> subtask(int index, int parallelism) throws Exception {
        Counters counters = new Counters();
        MockEnvironment environment = new MockEnvironmentBuilder()
                .setTaskName(stage.getOperatorName())
                .setExecutionConfig(config)
                .setMaxParallelism(MAX_PARALLELISM)
                .setParallelism(parallelism)
                .setSubtaskIndex(index)
                .setMetricGroup(counters)
                .build();
        var operator = (StreamOperator<O>) InstantiationUtil.clone(stage.getOperator());
        boolean byName = stage.getStateKeySerializer() instanceof StringSerializer;
        @SuppressWarnings({"unchecked", "rawtypes"}) // the key selector and the key's type come from the same stage
        TypeInformation<Object> keyType =
                (TypeInformation) (byName ? Types.STRING : TypeInformation.of(SensorKey.class));
        var harness = new KeyedHarness<>(operator, key, keyType, stage.getTypeSerializersIn(), environment);
        harness.setStateBackend(backend);
        harness.setup((TypeSerializer<O>) stage.getTypeSerializerOut());
        return new Subtask<>(harness, counters);
    }

    private void collect() {
        for (Subtask<I, O> subtask : subtasks) {
            output.addAll(subtask.harness.extractOutputValues());
            subtask.harness.getOutput().clear();
        }
    }

    /** Everything that came out since the beginning, restarts included; of one sensor, in the order in which it came. */
    List<O> output() {
        return output;
    }

    /** What came out since the last call; the timestamps are gone. */
    List<O> take() {
        List<O> taken = List.copyOf(output);
        output.clear();
        return taken;
    }

    /** What went to a side output since the last restart. */
    <X> List<X> output(OutputTag<X> tag) {
        List<X> values = new ArrayList<>();
        for (Subtask<I, O> subtask : subtasks) {
            Queue<StreamRecord<X>> records = subtask.harness.getSideOutput(tag);
            if (records != null) {
                records.forEach(record -> values.add(record.getValue()));
            }
        }
        return values;
    }

    /** A counter's value since the last restart. */
    long count(String counter) {
        return subtasks.stream()
                .mapToLong(subtask -> ((Counter) subtask.counters.operator.get(counter)).getCount())
                .sum();
    }

    int stateEntries() {
        return subtasks.stream()
                .mapToInt(subtask -> subtask.harness.numKeyedStateEntries())
                .sum();
    }

    int eventTimeTimers() {
        return subtasks.stream()
                .mapToInt(subtask -> subtask.harness.numEventTimeTimers())
                .sum();
    }

    int processingTimeTimers() {
        return subtasks.stream()
                .mapToInt(subtask -> subtask.harness.numProcessingTimeTimers())
                .sum();
    }

    @Override
    public void close() {
        for (Subtask<I, O> subtask : subtasks) {
            try {
                subtask.harness.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close a subtask of " + stage.getOperatorName(), e);
            }
        }
        subtasks.clear();
    }

    private record Subtask<I, O>(KeyedHarness<I, O> harness, Counters counters) {}

    private static final class Counters extends InterceptingTaskMetricGroup {
        private final InterceptingOperatorMetricGroup operator = new InterceptingOperatorMetricGroup();

        @Override
        public InternalOperatorMetricGroup getOrAddOperator(OperatorID id, String name, Map<String, String> variables) {
            return operator;
        }
    }
}
