package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader refuses, and that it does so before it allocates what the record claims. */
class AvroWireRefusalTest {
    private static final int HEADER_BYTES = 10;

    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);

    @Test
    void saysThatNoResolverIsConfigured() {
        refuses(new byte[] {0, 0, 0, 0, 42, 1, 2}, "schema id 42", "no schema resolver is configured");
    }

    @Test
    void refusesASchemaThatIsNoVersionOfTheRecord() {
        AvroWire<KafkaOrigin> resolving = AvroWire.of(KafkaOrigin.class, id -> Position.getClassSchema());
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> resolving.decode(new byte[32]))
                .withMessageContaining("KafkaOrigin");
    }

    @Test
    void refusesAnUnknownFingerprint() {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[3]));
        bytes[9] ^= 1;
        refuses(bytes, "expected the header of a released SensorFrame schema", "got c3 01");
    }

    @Test
    void refusesAnotherRecord() {
        refuses(AvroWire.of(Position.class).encode(new Position(1.0, 2.0)), "released SensorFrame");
    }

    @Test
    void refusesBytesThatFollowTheRecord() {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[3]));
        refuses(
                Arrays.copyOf(bytes, bytes.length + 2),
                "expected the end of a SensorFrame at byte " + bytes.length,
                "got 2 more bytes");
    }

    @Test
    void refusesARecordThatEndsEarlyWhereverItEnds() {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[100]));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedRecordException.class)
                    .as("%d of %d bytes", length, bytes.length)
                    .isThrownBy(() -> wire.decode(cut));
        }
    }

    @Test
    void saysWhereARecordCannotBeRead() {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[100]));
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        refuses(cut, "got " + cut.length + " bytes that cannot be read near byte " + (cut.length - 99));
    }

    @ParameterizedTest
    @ValueSource(longs = {4L << 30, Integer.MAX_VALUE, 1 << 30, 101, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAPayloadThatClaimsMoreThanIsThereBeforeItAllocates(long claim) throws Throwable {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[100]));
        byte[] lie = replaceLength(bytes, bytes.length - 100, 100, claim);
        refuses(bytes.clone(), lie);
    }

    @ParameterizedTest
    @ValueSource(longs = {4L << 30, Integer.MAX_VALUE - 8, 1 << 30, 5000, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesCollectionsThatClaimMoreThanIsThereBeforeItAllocates(long claim) throws Throwable {
        // Of an otherwise empty score the last bytes are: scores, profile, statistics, judged_by (6 bytes), standing,
        // three nulls, evidence (8 bytes), a null, blind, notes, features, outlying features, guard rails asked and
        // agreeing, repeated, and three nulls.
        AvroWire<FrameScore> scores = AvroWire.of(FrameScore.class);
        byte[] bytes = scores.encode(SampleRecords.emptyScore());
        for (int fromEnd : List.of(32, 31, 30, 9, 8, 7, 5)) {
            byte[] lie = replaceLength(bytes, bytes.length - fromEnd + 1, 0, claim);
            long allocated = AllocatedBytes.during(() -> assertThatExceptionOfType(MalformedRecordException.class)
                    .as("claim %d, %d bytes from the end", claim, fromEnd)
                    .isThrownBy(() -> scores.decode(lie)));
            assertThat(allocated).isLessThan(AllocatedBytes.LITTLE);
        }
    }

    @Test
    void refusesAStringThatClaimsMoreThanIsThere() throws Throwable {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[100]));
        for (long claim : new long[] {4L << 30, Integer.MAX_VALUE, 1 << 30, -5}) {
            refuses(bytes, replaceLength(bytes, HEADER_BYTES + 1, 6, claim));
        }
    }

    @Test
    void readsOnAfterABadRecord() throws Exception {
        SensorFrame frame = SampleRecords.frame(new byte[100]);
        byte[] bytes = wire.encode(frame);
        refuses(Arrays.copyOf(bytes, 40), "SensorFrame");
        assertThat(wire.decode(bytes)).isEqualTo(frame);
        assertThat(wire.encode(frame)).isEqualTo(bytes);
    }

    private void refuses(byte[] bytes, String... message) {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> wire.decode(bytes))
                .satisfies(e -> assertThat(e.getMessage()).contains(message));
    }

    /** Refuses the lie without allocating what it claims. */
    private void refuses(byte[] truth, byte[] lie) throws Throwable {
        wire.decode(truth);
        long allocated = AllocatedBytes.during(
                () -> assertThatExceptionOfType(MalformedRecordException.class).isThrownBy(() -> wire.decode(lie)));
        assertThat(allocated).isLessThan(AllocatedBytes.LITTLE);
    }

    /** Puts another number in the place of the zigzag varint {@code old} that ends before {@code end}. */
    private static byte[] replaceLength(byte[] bytes, int end, long old, long claim) {
        byte[] before = varint(old);
        assertThat(Arrays.copyOfRange(bytes, end - before.length, end)).isEqualTo(before);
        ByteArrayOutputStream lie = new ByteArrayOutputStream();
        lie.write(bytes, 0, end - before.length);
        lie.writeBytes(varint(claim));
        lie.write(bytes, end, bytes.length - end);
        return lie.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7fL) != 0) {
            bytes.write((int) ((zigzag & 0x7f) | 0x80));
            zigzag >>>= 7;
        }
        bytes.write((int) zigzag);
        return bytes.toByteArray();
    }
}
