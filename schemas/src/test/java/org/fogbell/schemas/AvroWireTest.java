package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class AvroWireTest {
    private static final int HEADER_BYTES = 10;

    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);

    @Test
    void writesMarkerThenFingerprintThenBody() throws Exception {
        SensorFrame frame = SampleRecords.frame(new byte[] {1, 2, 3});
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
        SensorFrame frame = SampleRecords.frame(new byte[5000]);
        byte[] bytes = bytes(SensorFrame.getEncoder().encode(frame));

        assertThat(wire.encode(frame)).isEqualTo(bytes);
        assertThat(wire.decode(bytes)).isEqualTo(frame);
    }

    @Test
    void givesThePayloadWithoutCopyingIt() throws Exception {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[] {1, 2, 3}));
        ByteBuffer payload = ((PointCloudPayload) wire.decode(bytes).getPayload()).getData();
        assertThat(payload).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(payload.capacity()).as("nothing else of the record is seen").isEqualTo(3);
        assertThat(payload.array()).isSameAs(bytes);
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
            Object value = record.get(field.pos());
            if (value instanceof Map) {
                record.put(field.pos(), Map.of());
            } else if (value instanceof GenericRecord inner) {
                withoutMaps(inner);
            } else if (value instanceof Collection<?> elements) {
                elements.stream()
                        .filter(GenericRecord.class::isInstance)
                        .forEach(element -> withoutMaps((GenericRecord) element));
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
    void allocatesNothingForAPayload() throws Throwable {
        byte[] bytes = wire.encode(SampleRecords.frame(new byte[2_000_000]));
        wire.decode(bytes);
        assertThat(AllocatedBytes.during(() -> wire.decode(bytes))).isLessThan(64L << 10);
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
}
