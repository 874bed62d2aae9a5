package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.fogbell.verdict.MomentJudge;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harnesses' close() throws any exception
class InOrderFunctionTest {
    /** Says what came of each moment, and looks again ten seconds after the last one. */
    private static final class Echo implements MomentJudge<Long, Long, String> {
        @Override
        public long millisOf(Long input) {
            return input;
        }

        @Override
        public Outcome<Long, String> at(long millis, @Nullable Long before, List<Long> inputs) {
            String said = before + "->" + millis + "x" + inputs.size();
            return inputs.isEmpty()
                    ? new Outcome<>(null, List.of(said), NEVER)
                    : new Outcome<>(millis, List.of(said), millis + 10_000);
        }
    }

    @Test
    void decidesMomentByMomentInTheOrderOfTimeWhateverOrderTheyComeIn() throws Exception {
        try (var harness = opened(null)) {
            for (long millis : new long[] {3_000, 1_000, 2_000, 1_000}) {
                harness.processElement(millis, 0);
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(2_000);
            assertThat(harness.extractOutputValues()).containsExactly("null->1000x2", "1000->2000x1");
        }
    }

    @Test
    void looksAgainWhenAskedToAndRemembersNothingMoreThen() throws Exception {
        try (var harness = opened(null)) {
            harness.processElement(1_000L, 0);
            harness.processElement(2_000L, 0);
            harness.processWatermark(11_500);
            assertThat(harness.extractOutputValues()).hasSize(2);
            harness.processWatermark(12_000);
            assertThat(harness.extractOutputValues()).endsWith("2000->12000x0");
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void keepsOneTimerForAKeyThatWaitsForNothing() throws Exception {
        try (var harness = opened(null)) {
            for (long millis = 1_000; millis < 9_000; millis += 1_000) {
                harness.processElement(millis, 0);
                harness.processWatermark(millis);
            }
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void decidesWhatComesLateAtTheNextMoment() throws Exception {
        try (var harness = opened(null)) {
            harness.processWatermark(5_000);
            harness.processElement(1_000L, 0);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(5_001);
            assertThat(harness.extractOutputValues()).containsExactly("null->5001x1");
        }
    }

    @Test
    void concludesNothingFromTheEndOfAllInput() throws Exception {
        try (var harness = opened(null)) {
            harness.processElement(1_000L, 0);
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).containsExactly("null->1000x1");
        }
    }

    /** When every vehicle is silent no watermark will come, and that is what the operator must hear of. */
    @Test
    void decidesAfterASecondOfTheWallWhatAHeartbeatNoticed() throws Exception {
        try (var harness = opened(null)) {
            harness.processElement(new StreamRecord<>(3_000L));
            harness.setProcessingTime(400);
            harness.processElement(new StreamRecord<>(3_000L));
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.setProcessingTime(1_000);
            assertThat(harness.extractOutputValues()).containsExactly("null->3000x2");
            assertThat(((StreamRecord<?>) harness.getOutput().peek()).hasTimestamp())
                    .as("what follows of it must be decided so as well")
                    .isFalse();
        }
    }

    @Test
    void goesOnFromASnapshot() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = opened(null)) {
            harness.processElement(1_000L, 0);
            harness.processElement(4_000L, 0);
            harness.processWatermark(2_000);
            snapshot = harness.snapshot(1, 0);
        }
        try (var harness = opened(snapshot)) {
            harness.processWatermark(4_000);
            harness.processWatermark(14_000);
            assertThat(harness.extractOutputValues()).containsExactly("1000->4000x1", "4000->14000x0");
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Long, String> opened(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<String, Long, String>(
                new KeyedProcessOperator<>(new InOrderFunction<>(new Echo(), Long.class, Long.class)),
                value -> "key",
                Types.STRING);
        harness.setup();
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }
}
