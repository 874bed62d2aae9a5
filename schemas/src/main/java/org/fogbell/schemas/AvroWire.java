package org.fogbell.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads one record type as Avro single-object encoding: the marker C3 01, the writer schema's fingerprint
 * (CRC-64-AVRO, 8 bytes little-endian), then the body. What any released version wrote is read into today's class. The
 * Confluent wire format (0, then a 4-byte id) is read too, where a {@link SchemaResolver} knows the id. Not thread-safe:
 * one for each thread.
 *
 * <p>Source: Apache Avro specification, "Single-object encoding".
 */
public final class AvroWire<T extends SpecificRecordBase> {
    private static final short MARKER = (short) 0xC301;
    private static final int HEADER_BYTES = 10;
    private static final byte CONFLUENT_MAGIC = 0;
    private static final int CONFLUENT_HEADER_BYTES = 5;

    static {
        TrustedRecords.declare();
    }

    private final Schema schema;
    private final SpecificData data;
    private final SchemaStore released;
    private final SchemaResolver resolver;
    private final byte[] header;
    private final SpecificDatumWriter<T> writer;
    private final Map<Schema, SpecificDatumReader<T>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;
    private @Nullable BinaryEncoder encoder;

    private AvroWire(Class<T> type, SchemaResolver resolver) {
        this.data = SpecificData.getForClass(type);
        this.schema = data.getSchema(type);
        this.released = new SchemaStore(schema);
        this.resolver = resolver;
        this.header = header(schema);
        this.writer = new SpecificDatumWriter<>(schema, data);
    }

    public static <T extends SpecificRecordBase> AvroWire<T> of(Class<T> type) {
        return new AvroWire<>(type, SchemaResolver.NONE);
    }

    public static <T extends SpecificRecordBase> AvroWire<T> of(Class<T> type, SchemaResolver resolver) {
        return new AvroWire<>(type, resolver);
    }

    /** The 10 bytes before the body of every record that {@code schema} writes. */
    static byte[] header(Schema schema) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putShort(MARKER);
        return header.order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaStore.fingerprint(schema))
                .array();
    }

    public byte[] encode(T record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(header);
        encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
        try {
            writer.write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one whole record, whose bytes fields are views of {@code bytes}: they belong to the record from now on, and nobody is
     * to change them. Bytes after the record are an error, as is any length or count that the rest cannot hold: it is refused
     * before anything is allocated.
     */
    public T decode(byte[] bytes) throws MalformedRecordException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length >= HEADER_BYTES && buffer.getShort(0) == MARKER) {
            Schema written = released.find(buffer.order(ByteOrder.LITTLE_ENDIAN).getLong(2));
            if (written == null) {
                throw new MalformedRecordException("expected the header of a released " + schema.getName()
                        + " schema, as " + hex(header, HEADER_BYTES) + ", got " + hex(bytes, HEADER_BYTES));
            }
            return decode(bytes, HEADER_BYTES, written);
        }
        if (bytes.length >= CONFLUENT_HEADER_BYTES && bytes[0] == CONFLUENT_MAGIC) {
            return decode(bytes, CONFLUENT_HEADER_BYTES, resolver.resolve(buffer.getInt(1)));
        }
        throw new MalformedRecordException("expected Avro single-object encoding (c3 01 and a fingerprint) or the"
                + " Confluent wire format (00 and an id), got " + bytes.length + " bytes that start '" + hex(bytes, 4)
                + "'");
    }

    private T decode(byte[] bytes, int offset, Schema written) throws MalformedRecordException {
        SpecificDatumReader<T> reader =
                readers.computeIfAbsent(written, from -> new SpecificDatumReader<>(from, schema, data));
        BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
        decoder = body;
        T record;
        try {
            record = reader.read(null, new SharingDecoder(bytes, body));
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException(
                    "expected a " + schema.getName() + ", got " + bytes.length + " bytes that cannot be read near byte "
                            + (bytes.length - body.remainingBytes()) + ": " + e,
                    e);
        }
        if (body.remainingBytes() > 0) {
            throw new MalformedRecordException("expected the end of a " + schema.getName() + " at byte "
                    + (bytes.length - body.remainingBytes()) + ", got " + body.remainingBytes() + " more bytes");
        }
        return record;
    }

    private static String hex(byte[] bytes, int most) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, most));
    }
}
