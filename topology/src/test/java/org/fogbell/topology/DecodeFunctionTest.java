package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Micros;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeFunctionTest {
    private OneInputStreamOperatorTestHarness<RawFrame, ReceivedFrame> harness;

    @BeforeEach
    void open() throws Exception {
        EventTimeRule config =
                JobParameters.of(Map.of("event-time.max-clock-skew", "2s")).eventTime();
        harness = ProcessFunctionTestHarnesses.forProcessFunction(new DecodeFunction(config));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void handsAFrameOn() throws Exception {
        SensorFrame frame = SampleFrames.sweep();
        harness.processElement(SampleFrames.raw(frame), 0);
        assertThat(harness.extractOutputValues())
                .extracting(ReceivedFrame::frame)
                .containsExactly(frame);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void sendsToTheSideWhatItCannotRead() throws Exception {
        byte[] whole = AvroWire.of(SensorFrame.class).encode(SampleFrames.sweep());
        byte[] unknownWriter = whole.clone();
        unknownWriter[5] ^= 1;
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        List<byte[]> garbage =
                List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), unknownWriter, longer, new byte[1_000]);
        for (byte[] value : garbage) {
            harness.processElement(SampleFrames.raw(value), 0);
        }
        harness.processElement(SampleFrames.raw(whole), 0);

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(deadLetters()).hasSize(garbage.size()).allSatisfy(letter -> {
            assertThat(letter.getStage()).isEqualTo(DeadLetterStage.DECODE);
            assertThat(letter.getOrigin()).isEqualTo(SampleFrames.ORIGIN);
            assertThat(letter.getCause()).contains("expected ");
        });
        assertThat(deadLetters())
                .extracting(DeadLetter::getRecordSizeBytes)
                .containsExactly(0L, whole.length / 2L, (long) whole.length, whole.length + 1L, 1_000L);
    }

    @Test
    void handsOnAFrameWhoseClockIsAbsurd() throws Exception {
        for (long micros : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            harness.processElement(
                    SampleFrames.raw(SampleFrames.frame(SampleFrames.payload(new float[0]))
                            .setCapturedAt(Micros.toInstant(micros))
                            .build()),
                    0);
        }
        assertThat(harness.extractOutputValues()).hasSize(2).allSatisfy(received -> assertThat(received.clockClamped())
                .isTrue());
    }

    private List<DeadLetter> deadLetters() {
        var side = harness.getSideOutput(Streams.DEAD_LETTERS);
        return side == null
                ? List.of()
                : side.stream().map(StreamRecord::getValue).toList();
    }
}
