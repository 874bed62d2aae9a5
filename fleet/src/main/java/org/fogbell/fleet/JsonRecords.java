package org.fogbell.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Reads records back that {@link RecordJson} wrote. A key that is missing takes its schema's default, one that the schema
 * does not know is skipped, so what an older or a newer version printed is read too. A number that was not finite was
 * written as null, and is refused.
 */
final class JsonRecords<T extends SpecificRecordBase> {
    /** Reads NaN and its like, so that they are refused by their key. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final HexFormat HEX = HexFormat.of();

    private final Schema schema;

    JsonRecords(Class<T> type) {
        this.schema = SpecificData.get().getSchema(type);
    }

    /** An {@link IllegalArgumentException} says what was expected, and of which key. */
    T read(String line) {
        try {
            return specific(record(schema, JSON.readTree(line), schema.getName()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "expected a " + schema.getName() + " as JSON, got '" + start(line) + "'", e);
        }
    }

    private static String start(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "...";
    }

    private T specific(GenericRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
            return new SpecificDatumReader<T>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object value(Schema schema, JsonNode node, String where) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, node, where);
            case UNION -> union(schema, node, where);
            case ARRAY -> array(schema, node, where);
            case MAP -> map(schema, node, where);
            case ENUM -> new GenericData.EnumSymbol(schema, symbol(schema, text(node, where)));
            case FIXED -> new GenericData.Fixed(schema, fixed(node, schema.getFixedSize(), where));
            case BYTES -> ByteBuffer.wrap(bytes(node, where));
            case STRING -> text(node, where);
            case INT ->
                expected(node.canConvertToInt(), "a whole number", node, where).asInt();
            case LONG ->
                node.isTextual()
                        ? micros(node.asText(), where)
                        : expected(node.isIntegralNumber() && node.canConvertToLong(), "a whole number", node, where)
                                .asLong();
            case FLOAT -> (float) number(node, where);
            case DOUBLE -> number(node, where);
            case BOOLEAN ->
                expected(node.isBoolean(), "true or false", node, where).asBoolean();
            case NULL -> null;
        };
    }

    private static GenericRecord record(Schema schema, JsonNode node, String where) {
        expected(node.isObject(), "an object", node, where);
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode given = node.get(field.name());
            String key = where + "." + field.name();
            if (given != null) {
                record.put(field.pos(), value(field.schema(), given, key));
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            } else {
                throw new IllegalArgumentException(key + ": expected a value, got none");
            }
        }
        return record;
    }

    /** Ours are of null and one more. */
    private static @Nullable Object union(Schema schema, JsonNode node, String where) {
        if (node.isNull() && schema.isNullable()) {
            return null;
        }
        Schema other = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        return value(other, node, where);
    }

    private static List<@Nullable Object> array(Schema schema, JsonNode node, String where) {
        expected(node.isArray(), "an array", node, where);
        List<@Nullable Object> values = new ArrayList<>();
        node.forEach(each -> values.add(value(schema.getElementType(), each, where)));
        return values;
    }

    private static Map<String, @Nullable Object> map(Schema schema, JsonNode node, String where) {
        expected(node.isObject(), "an object", node, where);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(each -> values.put(
                        each.getKey(), value(schema.getValueType(), each.getValue(), where + "." + each.getKey())));
        return values;
    }

    private static String symbol(Schema schema, String name) {
        return schema.hasEnumSymbol(name) ? name : schema.getEnumDefault();
    }

    private static String text(JsonNode node, String where) {
        return expected(node.isTextual(), "text", node, where).asText();
    }

    private static double number(JsonNode node, String where) {
        double number = expected(node.isNumber(), "a number", node, where).asDouble();
        expected(Double.isFinite(number), "a number that is finite", node, where);
        return number;
    }

    private static byte[] fixed(JsonNode node, int size, String where) {
        boolean fits = node.asText().length() == 2 * size;
        return bytes(expected(fits, 2 * size + " hexadecimal digits", node, where), where);
    }

    private static byte[] bytes(JsonNode node, String where) {
        String text = text(node, where);
        try {
            return HEX.parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    where + ": expected an even number of hexadecimal digits, got '" + text + "'", e);
        }
    }

    private static long micros(String text, String where) {
        try {
            Instant time = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    where + ": expected a time such as 2026-03-01T10:00:00Z, got '" + text + "'", e);
        }
    }

    private static JsonNode expected(boolean holds, String what, JsonNode node, String where) {
        if (!holds) {
            throw new IllegalArgumentException(
                    where + ": expected " + what + ", got '" + (node.isValueNode() ? node.asText() : node) + "'");
        }
        return node;
    }
}
