package org.fogbell.topology;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * Flink's harness for a keyed operator that may have a second, broadcast, input: its own harnesses for two inputs take no
 * environment, and so no metrics.
 */
@SuppressWarnings("try") // the harnesses' close() throws any exception
final class KeyedHarness<I, O> extends AbstractStreamOperatorTestHarness<O> {
    private static final long serialVersionUID = 1;

    KeyedHarness(
            StreamOperator<O> operator,
            KeySelector<I, Object> key,
            TypeInformation<Object> keyType,
            TypeSerializer<?>[] inputs,
            MockEnvironment environment)
            throws Exception {
        super(operator, environment);
        config.setStatePartitioner(0, key);
        config.setStateKeySerializer(keyType.createSerializer(executionConfig.getSerializerConfig()));
        config.setupNetworkInputs(inputs);
        config.serializeAllConfigs();
    }

    void processElement(I value, long timestampMillis) throws Exception {
        StreamRecord<I> record = new StreamRecord<>(value, timestampMillis);
        if (isBroadcastTo()) {
            twoInputs().setKeyContextElement1(record);
            twoInputs().processElement1(record);
        } else {
            oneInput().setKeyContextElement(record);
            oneInput().processElement(record);
        }
    }

    void processBroadcast(Object value) throws Exception {
        twoInputs().processElement2(new StreamRecord<>(value));
    }

    void processWatermark(long millis) throws Exception {
        if (isBroadcastTo()) {
            twoInputs().processWatermark1(new Watermark(millis));
            twoInputs().processWatermark2(new Watermark(millis));
        } else {
            oneInput().processWatermark(new Watermark(millis));
        }
    }

    /** Of the keyed input alone, which then waits for the other. */
    void processKeyedWatermark(long millis) throws Exception {
        twoInputs().processWatermark1(new Watermark(millis));
    }

    int numKeyedStateEntries() {
        return ((HeapKeyedStateBackend<?>) ((AbstractStreamOperator<?>) operator).getKeyedStateBackend())
                .numKeyValueStateEntries();
    }

    private boolean isBroadcastTo() {
        return operator instanceof TwoInputStreamOperator;
    }

    @SuppressWarnings("unchecked")
    private Input<I> oneInput() {
        return (Input<I>) operator;
    }

    @SuppressWarnings("unchecked")
    private TwoInputStreamOperator<I, Object, O> twoInputs() {
        return (TwoInputStreamOperator<I, Object, O>) operator;
    }
}
