package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.Position;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Micros;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final long SKEW = 2_000_000;
    private static final long RECORDED = 1_772_359_200_000_000L;

    private final FrameDecoder decoder = new FrameDecoder(SKEW);

    @Test
    void readsWhatTheVehicleWrote() throws MalformedRecordException {
        SensorFrame frame = SampleFrames.sweep();
        assertThat(decoder.decode(SampleFrames.raw(frame)))
                .isEqualTo(new ReceivedFrame(frame, SampleFrames.ORIGIN, RECORDED, RECORDED, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {-SKEW, -1, 0, 1, SKEW})
    void believesAClockThatAgreesWithTheRecord(long offMicros) throws MalformedRecordException {
        ReceivedFrame received = decoder.decode(captured(RECORDED + offMicros));
        assertThat(received.eventTimeMicros()).isEqualTo(RECORDED + offMicros);
        assertThat(received.clockClamped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                RECORDED - SKEW - 1,
                RECORDED + SKEW + 1,
                0,
                -1,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE + RECORDED,
                253_402_300_800_000_000L
            })
    void takesTheRecordsTimeForThatOfAWrongClock(long capturedMicros) throws MalformedRecordException {
        ReceivedFrame received = decoder.decode(captured(capturedMicros));
        assertThat(received.eventTimeMicros()).isEqualTo(RECORDED);
        assertThat(received.clockClamped()).isTrue();
        assertThat(received.frame().getCapturedAt()).isEqualTo(Micros.toInstant(capturedMicros));
    }

    @Test
    void refusesFramesOfNobody() {
        for (SensorFrame frame : new SensorFrame[] {
            SampleFrames.frame(SampleFrames.payload(new float[0]))
                    .setVehicleId(" ")
                    .build(),
            SampleFrames.frame(SampleFrames.payload(new float[0]))
                    .setSensorId("")
                    .build()
        }) {
            assertThatThrownBy(() -> decoder.decode(SampleFrames.raw(frame)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining("expected a vehicle_id and a sensor_id");
        }
    }

    @Test
    void refusesNamesThatNoResultCouldCarry() throws MalformedRecordException {
        String longest = "x".repeat(256);
        SensorFrame.Builder frame = SampleFrames.frame(SampleFrames.payload(new float[0]))
                .setVehicleId(longest)
                .setSensorId(longest)
                .setSensorType(longest)
                .setFrameId(longest);
        assertThat(decoder.decode(SampleFrames.raw(frame.build())).frame()).isEqualTo(frame.build());
        for (String field : List.of("vehicle_id", "sensor_id", "sensor_type", "frame_id")) {
            SensorFrame longer = SensorFrame.newBuilder(frame).build();
            longer.put(field, longest + "x");
            assertThatThrownBy(() -> decoder.decode(SampleFrames.raw(longer)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("expected a %s of at most 256 characters, got 257", field);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "91, 8, latitude_degrees of -90 to 90, 91.0",
        "NaN, 8, latitude_degrees of -90 to 90, NaN",
        "-Infinity, 8, latitude_degrees of -90 to 90, -Infinity",
        "49, 180.01, longitude_degrees of -180 to 180, 180.01",
        "49, NaN, longitude_degrees of -180 to 180, NaN"
    })
    void refusesAPositionThatIsNotOnTheGlobe(double latitude, double longitude, String expected, String got) {
        SensorFrame frame = SampleFrames.frame(SampleFrames.payload(new float[0]))
                .setPosition(new Position(latitude, longitude))
                .build();
        assertThatThrownBy(() -> decoder.decode(SampleFrames.raw(frame)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected a position." + expected + ", got " + got);
    }

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "0, 0"})
    void takesEveryPositionOnTheGlobe(double latitude, double longitude) throws MalformedRecordException {
        Position position = new Position(latitude, longitude);
        SensorFrame frame = SampleFrames.frame(SampleFrames.payload(new float[0]))
                .setPosition(position)
                .build();
        assertThat(decoder.decode(SampleFrames.raw(frame)).frame().getPosition())
                .isEqualTo(position);
    }

    @Test
    void readsOnAfterGarbage() throws MalformedRecordException {
        assertThatThrownBy(() -> decoder.decode(SampleFrames.raw(new byte[] {1, 2, 3})))
                .isInstanceOf(MalformedRecordException.class);
        SensorFrame frame = SampleFrames.sweep();
        assertThat(decoder.decode(SampleFrames.raw(frame)).frame()).isEqualTo(frame);
    }

    private static RawFrame captured(long micros) {
        return SampleFrames.raw(SampleFrames.frame(SampleFrames.payload(new float[0]))
                .setCapturedAt(Micros.toInstant(micros))
                .build());
    }
}
