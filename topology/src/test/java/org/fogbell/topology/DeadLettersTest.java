package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.DeadLetterStage;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.PayloadContent;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.schemas.Sha256;
import org.fogbell.verdict.Micros;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void keepsTheFirstBytesAndThePlaceOfARecordThatCannotBeRead() {
        byte[] value = new byte[300];
        new Random(1).nextBytes(value);
        DeadLetter letter =
                DeadLetters.undecodable(SampleFrames.raw(value), new MalformedRecordException("expected x, got y"));
        assertThat(letter.getOrigin()).isEqualTo(SampleFrames.ORIGIN);
        assertThat(letter.getRecordTimestamp()).isEqualTo(SampleScores.START);
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(letter.getStage()).isEqualTo(DeadLetterStage.DECODE);
        assertThat(letter.getCause()).isEqualTo("expected x, got y");
        assertThat(letter.getErrorClass()).isEqualTo(MalformedRecordException.class.getName());
        assertThat(letter.getRecordSizeBytes()).isEqualTo(300);
        assertThat(SampleFrames.bytes(letter.getFirstBytes())).isEqualTo(Arrays.copyOf(value, 256));
        assertThat(letter.getVehicleId()).isNull();
    }

    @Test
    void keepsAllOfAShortRecordAndNoKeyWhereThereIsNone() {
        RawFrame raw = new RawFrame("fogbell.frames", 0, 1, 0, null, new byte[] {7});
        DeadLetter letter = DeadLetters.undecodable(raw, new MalformedRecordException("no"));
        assertThat(letter.getKey()).isNull();
        assertThat(SampleFrames.bytes(letter.getFirstBytes())).containsExactly(7);
    }

    @Test
    void namesTheFrameThatCouldNotBeScored() {
        SensorFrame frame = SampleFrames.sweep();
        ReceivedFrame received = SampleFrames.received(frame);
        DeadLetter letter = DeadLetters.unscorable(received, DeadLetterStage.PERCEPTION, new IllegalStateException());
        assertThat(letter.getOrigin()).isEqualTo(SampleFrames.ORIGIN);
        assertThat(Micros.of(letter.getRecordTimestamp())).isEqualTo(received.recordTimestampMicros());
        assertThat(letter.getVehicleId()).isEqualTo("car-1");
        assertThat(letter.getSensorId()).isEqualTo("lidar-top");
        assertThat(letter.getFrameId()).isEqualTo("sweep-7");
        assertThat(letter.getCause()).as("an error without a message").isEqualTo("java.lang.IllegalStateException");
        assertThat(letter.getRecordSizeBytes()).isEqualTo(20 * 16);
        assertThat(letter.getFirstBytes().remaining()).isEqualTo(256);
        assertThat(Payloads.bytes(frame).remaining())
                .as("the payload is only looked at")
                .isEqualTo(20 * 16);
    }

    @Test
    void staysSmallWhateverCame() {
        String uri = "s3://bucket/" + "x".repeat(5_000_000);
        SensorFrame frame = SampleFrames.frame(
                        new PayloadReference(uri, 5L, new Sha256(new byte[32]), PayloadContent.PNG))
                .build();
        Exception cause = new MalformedRecordException("expected another URI, got '" + uri + "'");
        DeadLetter unscorable = DeadLetters.unscorable(SampleFrames.received(frame), DeadLetterStage.PAYLOAD, cause);
        assertThat(unscorable.getCause())
                .startsWith("expected another URI, got 's3://bucket/xxx")
                .endsWith("x...");
        RawFrame raw = new RawFrame("fogbell.frames", 0, 1, 0, new byte[5_000_000], new byte[5_000_000]);
        for (DeadLetter letter : List.of(unscorable, DeadLetters.undecodable(raw, cause))) {
            assertThat(AvroWire.of(DeadLetter.class).encode(letter)).hasSizeLessThan(4_000);
        }
    }

    @Test
    void showsWhereAPayloadShouldHaveBeen() {
        SensorFrame frame = SampleFrames.frame(
                        new PayloadReference("s3://b/k", 5L, new Sha256(new byte[32]), PayloadContent.PNG))
                .build();
        DeadLetter letter = DeadLetters.unscorable(
                SampleFrames.received(frame), DeadLetterStage.PAYLOAD, new IllegalStateException("no"));
        assertThat(SampleFrames.bytes(letter.getFirstBytes())).asString().isEqualTo("s3://b/k");
    }
}
