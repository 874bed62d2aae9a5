package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.verdict.Policies;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harnesses' close() throws any exception
class PolicyFunctionTest {
    private static final JobParameters PARAMETERS = JobParameters.of(Map.of());

    @Test
    void countsFromTheWatermarkWhereAPolicyComesTooLateAndRemembersItOverARestart() throws Exception {
        OperatorSubtaskState savepoint;
        try (var stage = stage()) {
            stage.open();
            stage.processElement(Policies.override("fleet", 1, 10, Map.of()), 0);
            stage.processWatermark(new Watermark(Policies.at(60).toEpochMilli()));
            stage.processElement(Policies.override("fleet", 2, 20, Map.of()), 0);
            assertThat(stage.extractOutputValues())
                    .extracting(PolicyAck::getEffectiveAt)
                    .containsExactly(Policies.at(10), Policies.at(60).plusMillis(1));
            savepoint = stage.snapshot(1, 1);
        }
        try (var stage = stage()) {
            stage.initializeState(savepoint);
            stage.open();
            stage.processElement(Policies.override("fleet", 2, 20, Map.of()), 0);
            stage.processElement(Policies.override("fleet", 2, 70, Map.of()), 0);
            stage.processElement(Policies.override("fleet", 3, 30, Map.of()), 0);
            List<PolicyAck> answers = stage.extractOutputValues();
            assertThat(answers).extracting(PolicyAck::getAccepted).containsExactly(true, false, true);
            assertThat(answers.get(0).getEffectiveAt())
                    .as("the very same policy again")
                    .isEqualTo(Policies.at(60).plusMillis(1));
            assertThat(answers.get(1).getReason()).startsWith("version: expected more than 2");
            assertThat(answers.get(2).getEffectiveAt())
                    .as("no watermark yet, but what was judged before is judged")
                    .isEqualTo(Policies.at(60).plusMillis(1));
        }
    }

    @Test
    void refusesWhatCannotBeReadAndNamesItsPlace() throws Exception {
        List<Policy> read = new ArrayList<>();
        PolicyDeserializer deserializer = new PolicyDeserializer();
        Policy good = Policies.reset("car-1/roof", 3);
        byte[] bytes = AvroWire.of(Policy.class).encode(good);
        for (byte[] value : new byte[][] {bytes, null, {1, 2, 3}}) {
            deserializer.deserialize(
                    new ConsumerRecord<>("fogbell.policies", 0, 7, new byte[0], value), new ListCollector<>(read));
        }
        assertThat(read).hasSize(2).startsWith(good);
        try (var stage = stage()) {
            stage.open();
            stage.processElement(read.get(1), 0);
            assertThat(stage.extractOutputValues()).singleElement().satisfies(ack -> {
                assertThat(ack.getAccepted()).isFalse();
                assertThat(ack.getPolicy().getAction()).isEqualTo(PolicyAction.UNKNOWN);
                assertThat(ack.getReason()).contains("fogbell.policies-0 offset 7: expected Avro");
            });
        }
    }

    private static OneInputStreamOperatorTestHarness<Policy, PolicyAck> stage() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new PolicyFunction(PARAMETERS)));
    }
}
