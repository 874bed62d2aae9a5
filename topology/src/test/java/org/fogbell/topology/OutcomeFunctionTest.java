package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

class OutcomeFunctionTest {
    @Test
    void splitsScoresFromFailures() throws Exception {
        FrameScore score = SampleScores.frame(1).build();
        DeadLetter failure = DeadLetters.unscorable(
                SampleFrames.received(SampleFrames.sweep()),
                DeadLetterStage.PERCEPTION,
                new IllegalStateException("no"));
        var harness = ProcessFunctionTestHarnesses.forProcessFunction(new OutcomeFunction());
        harness.processElement(FrameOutcome.of(score), 10);
        harness.processElement(FrameOutcome.of(failure), 11);
        assertThat(harness.extractOutputValues()).containsExactly(score);
        assertThat(harness.getSideOutput(Streams.DEAD_LETTERS))
                .extracting(StreamRecord::getValue)
                .containsExactly(failure);
        harness.close();
    }
}
