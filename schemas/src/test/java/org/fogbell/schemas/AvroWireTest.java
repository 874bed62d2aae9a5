package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroWireTest {
    private static final int HEADER_BYTES = 10;

    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);

    @Test
    void writesMarkerThenFingerprintThenBody() throws Exception {
        SensorFrame frame = frame(new byte[] {1, 2, 3});
        byte[] bytes = wire.encode(frame);

        byte[] canonical =
                SchemaNormalization.toParsingForm(SensorFrame.getClassSchema()).getBytes(StandardCharsets.UTF_8);
        long crc = crc64Avro(canonical);
        assertThat(Arrays.copyOf(bytes, 2)).containsExactly(0xC3, 0x01);
        for (int i = 0; i < 8; i++) {
            assertThat(bytes[2 + i]).as("byte %d of the fingerprint", i).isEqualTo((byte) (crc >> (8 * i)));
        }
        GenericRecord body = RandomRecords.read(bytes, HEADER_BYTES, SensorFrame.getClassSchema());
        assertThat(body.get("frame_id").toString()).isEqualTo("000017");
        assertThat(body.get("captured_at")).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, frame.getCapturedAt()));
        assertThat(((GenericRecord) body.get("payload")).get("data")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void agreesWithAvrosOwnSingleObjectEncoding() throws Exception {
        SensorFrame frame = frame(new byte[5000]);
        byte[] bytes = bytes(SensorFrame.getEncoder().encode(frame));

        assertThat(wire.encode(frame)).isEqualTo(bytes);
        assertThat(wire.decode(bytes)).isEqualTo(frame);
    }

    @Test
    void readsAndWritesEveryRecordAsPlainAvroDoes() throws Exception {
        for (Class<? extends SpecificRecordBase> type : Released.RECORDS) {
            for (long seed = 0; seed < 200; seed++) {
                readsAndWritesAsPlainAvroDoes(type, seed);
            }
        }
    }

    private static <T extends SpecificRecordBase> void readsAndWritesAsPlainAvroDoes(Class<T> type, long seed)
            throws Exception {
        AvroWire<T> wire = AvroWire.of(type);
        Schema schema = Released.withoutJava(type);
        GenericRecord expected = new RandomRecords(seed).record(schema);

        byte[] rewritten = wire.encode(wire.decode(RandomRecords.write(AvroWire.header(schema), expected)));

        GenericRecord read = RandomRecords.read(rewritten, HEADER_BYTES, schema);
        assertThat(GenericData.get().compare(withoutMaps(read), withoutMaps(expected), schema))
                .as("%s, seed %d", type.getSimpleName(), seed)
                .isZero();
    }

    /** Avro has no order of maps; equality holds for them by their text. */
    private static GenericRecord withoutMaps(GenericRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            if (field.schema().getType() == Schema.Type.MAP) {
                record.put(field.pos(), Map.of());
            }
        }
        return record;
    }

    @Test
    void keepsMaps() throws Exception {
        AvroWire<FrameScore> scores = AvroWire.of(FrameScore.class);
        Schema schema = Released.withoutJava(FrameScore.class);
        for (long seed = 0; seed < 100; seed++) {
            GenericRecord expected = new RandomRecords(seed).record(schema);
            FrameScore score = scores.decode(RandomRecords.write(AvroWire.header(schema), expected));
            assertThat(score.getStatistics()).as("seed %d", seed).isEqualTo(expected.get("statistics"));
            assertThat(scores.decode(scores.encode(score))).as("seed %d", seed).isEqualTo(score);
        }
    }

    @Test
    void readsWhatAnOldProducerWrote() throws Exception {
        Schema old = Released.versions("Position").get(0);
        GenericData.Record written = new GenericData.Record(old);
        written.put("altitude_metres", 112.0);
        written.put("latitude_degrees", 48.5f);
        written.put("longitude_degrees", -9.25f);

        Position read = AvroWire.of(Position.class).decode(RandomRecords.write(AvroWire.header(old), written));

        assertThat(read).isEqualTo(new Position(48.5, -9.25));
    }

    @Test
    void readsTheConfluentWireFormatThroughAResolver() throws Exception {
        GenericRecord origin = new RandomRecords(1).record(KafkaOrigin.getClassSchema());
        AvroWire<KafkaOrigin> resolving = AvroWire.of(KafkaOrigin.class, id -> {
            assertThat(id).isEqualTo(0x01020304);
            return KafkaOrigin.getClassSchema();
        });

        KafkaOrigin read = resolving.decode(RandomRecords.write(new byte[] {0, 1, 2, 3, 4}, origin));

        assertThat(read.getTopic()).isEqualTo(origin.get("topic"));
        assertThat(read.getOffset()).isEqualTo(origin.get("offset"));
    }

    @Test
    void readsASymbolOfTheFutureAsUnknown() throws Exception {
        Schema future = new Schema.Parser()
                .parse(ImagePayload.getClassSchema().toString().replace("\"PNG\"", "\"PNG\",\"AVIF\""));
        GenericRecord image = new RandomRecords(1).record(future);
        image.put(
                "encoding",
                new GenericData.EnumSymbol(future.getField("encoding").schema(), "AVIF"));

        ImagePayload read = AvroWire.of(ImagePayload.class, id -> future)
                .decode(RandomRecords.write(new byte[] {0, 0, 0, 0, 7}, image));

        assertThat(read.getEncoding()).isEqualTo(ImageEncoding.UNKNOWN);
    }

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
        byte[] bytes = wire.encode(frame(new byte[3]));
        bytes[9] ^= 1;
        refuses(bytes, "expected the header of a released SensorFrame schema", "got c3 01");
    }

    @Test
    void refusesAnotherRecord() {
        refuses(AvroWire.of(Position.class).encode(new Position(1.0, 2.0)), "released SensorFrame");
    }

    @Test
    void refusesBytesThatFollowTheRecord() {
        byte[] bytes = wire.encode(frame(new byte[3]));
        refuses(
                Arrays.copyOf(bytes, bytes.length + 2),
                "expected the end of a SensorFrame at byte " + bytes.length,
                "got 2 more bytes");
    }

    @Test
    void refusesARecordThatEndsEarlyWhereverItEnds() {
        byte[] bytes = wire.encode(frame(new byte[100]));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedRecordException.class)
                    .as("%d of %d bytes", length, bytes.length)
                    .isThrownBy(() -> wire.decode(cut));
        }
    }

    @Test
    void saysWhereARecordCannotBeRead() {
        byte[] bytes = wire.encode(frame(new byte[100]));
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        refuses(cut, "got " + cut.length + " bytes that cannot be read near byte " + (cut.length - 99));
    }

    @ParameterizedTest
    @ValueSource(longs = {4L << 30, Integer.MAX_VALUE, 1 << 30, 101, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAPayloadThatClaimsMoreThanIsThereBeforeItAllocates(long claim) throws Throwable {
        byte[] bytes = wire.encode(frame(new byte[100]));
        byte[] lie = replaceLength(bytes, bytes.length - 100, 100, claim);
        refuses(bytes.clone(), lie);
    }

    @ParameterizedTest
    @ValueSource(longs = {4L << 30, Integer.MAX_VALUE - 8, 1 << 30, 5000, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesCollectionsThatClaimMoreThanIsThereBeforeItAllocates(long claim) throws Throwable {
        // Of an otherwise empty score the last bytes are: scores, profile, statistics, standing, three nulls, blind,
        // notes.
        AvroWire<FrameScore> scores = AvroWire.of(FrameScore.class);
        byte[] bytes = scores.encode(emptyScore());
        for (int fromEnd : List.of(9, 8, 7, 1)) {
            byte[] lie = replaceLength(bytes, bytes.length - fromEnd + 1, 0, claim);
            long allocated = AllocatedBytes.during(() -> assertThatExceptionOfType(MalformedRecordException.class)
                    .as("claim %d, %d bytes from the end", claim, fromEnd)
                    .isThrownBy(() -> scores.decode(lie)));
            assertThat(allocated).isLessThan(AllocatedBytes.LITTLE);
        }
    }

    @Test
    void refusesAStringThatClaimsMoreThanIsThere() throws Throwable {
        byte[] bytes = wire.encode(frame(new byte[100]));
        for (long claim : new long[] {4L << 30, Integer.MAX_VALUE, 1 << 30, -5}) {
            refuses(bytes, replaceLength(bytes, HEADER_BYTES + 1, 6, claim));
        }
    }

    @Test
    void copiesAPayloadOnce() throws Throwable {
        int payload = 2_000_000;
        byte[] bytes = wire.encode(frame(new byte[payload]));
        wire.decode(bytes);
        assertThat(AllocatedBytes.during(() -> wire.decode(bytes))).isBetween((long) payload, payload + (64L << 10));
    }

    @Test
    void readsOnAfterABadRecord() throws Exception {
        SensorFrame frame = frame(new byte[100]);
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

    /** CRC-64-AVRO bit by bit, from the specification's polynomial. */
    private static long crc64Avro(byte[] bytes) {
        long empty = 0xc15d213aa4d7a795L;
        long crc = empty;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ (empty & -(crc & 1));
            }
        }
        return crc;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static SensorFrame frame(byte[] data) {
        return SensorFrame.newBuilder()
                .setFrameId("000017")
                .setVehicleId("car-1")
                .setSensorId("roof")
                .setSensorType("hdl-64e")
                .setCapturedAt(Instant.parse("2026-03-01T12:00:00.123456Z"))
                .setSequence(17)
                .setPosition(new Position(48.1, 11.5))
                .setPayload(new PointCloudPayload(PointEncoding.FLOAT32_XYZI, data.length / 16, ByteBuffer.wrap(data)))
                .build();
    }

    private static FrameScore emptyScore() {
        return FrameScore.newBuilder()
                .setFrameId("f")
                .setVehicleId("v")
                .setSensorId("s")
                .setSensorType("t")
                .setCapturedAt(Instant.EPOCH)
                .setEventTime(Instant.EPOCH)
                .setSequence(0)
                .setPayloadHash(new PayloadHash(new byte[16]))
                .setOrigin(new KafkaOrigin("topic", 0, 0L))
                .setModelDigest("d")
                .setEloss(1)
                .build();
    }
}
