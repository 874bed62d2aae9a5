package org.fogbell.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Any record of ours as one line of JSON: keys as in its schema and in its order, times as ISO-8601 in UTC, bytes and
 * hashes as lower-case hexadecimal, numbers that are not finite as null.
 */
final class RecordJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final HexFormat HEX = HexFormat.of();

    private RecordJson() {}

    static String line(IndexedRecord record) {
        return object(record).toString();
    }

    /** With one more key, {@code stream_seconds}: seconds from the stream's first frame to what the record tells. */
    static String line(IndexedRecord record, double streamSeconds) {
        return object(record).set("stream_seconds", number(streamSeconds)).toString();
    }

    private static ObjectNode object(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), node(record.get(field.pos())));
        }
        return object;
    }

    private static JsonNode node(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            return object(record);
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, each) -> object.set(String.valueOf(key), node(each)));
            return object;
        } else if (value instanceof List<?> list) {
            return NODES.arrayNode().addAll(list.stream().map(RecordJson::node).toList());
        } else if (value instanceof GenericFixed fixed) {
            return NODES.textNode(HEX.formatHex(fixed.bytes()));
        } else if (value instanceof ByteBuffer bytes) {
            return NODES.textNode(hex(bytes));
        }
        return scalar(value);
    }

    private static JsonNode scalar(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        } else if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        } else if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof Instant) {
            return NODES.textNode(value.toString());
        }
        throw new IllegalArgumentException("expected a value of an Avro record, got " + value.getClass());
    }

    private static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HEX.formatHex(copy);
    }
}
