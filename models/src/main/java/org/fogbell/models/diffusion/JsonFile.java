package org.fogbell.models.diffusion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One JSON object on disk, whose errors name file and key. Keys that nobody asks for are left alone. */
record JsonFile(Path file, JsonNode content) {
    private static final JsonMapper JSON = new JsonMapper();

    static JsonFile read(Path file) throws IOException {
        try {
            JsonNode content = JSON.readTree(Files.readString(file));
            if (!content.isObject()) {
                throw new IOException(file + ": expected a JSON object");
            }
            return new JsonFile(file, content);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** As {@link #read}; without any key where there is no such file. */
    static JsonFile readIfThere(Path file) throws IOException {
        return Files.exists(file) ? read(file) : new JsonFile(file, JSON.createObjectNode());
    }

    boolean has(String key) {
        return content.hasNonNull(key);
    }

    /** Whether the key is there and says that there is nothing: null, or null in a list. */
    boolean isNothing(String key) {
        JsonNode value = content.get(key);
        return value != null
                && (value.isNull()
                        || (value.isArray()
                                && value.size() > 0
                                && value.path(value.size() - 1).isNull()));
    }

    int integer(String key, int otherwise) throws IOException {
        JsonNode value = content.path(key);
        if (!has(key)) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, "a whole number", value);
        }
        return value.intValue();
    }

    double number(String key, double otherwise) throws IOException {
        if (!has(key)) {
            return otherwise;
        }
        if (!content.path(key).isNumber()) {
            throw wrong(key, "a number", content.path(key));
        }
        return content.path(key).doubleValue();
    }

    boolean flag(String key, boolean otherwise) throws IOException {
        if (!has(key)) {
            return otherwise;
        }
        if (!content.path(key).isBoolean()) {
            throw wrong(key, "true or false", content.path(key));
        }
        return content.path(key).booleanValue();
    }

    /** A text, or the {@code content} of an object, as which special tokens may be written. */
    String text(String key, String otherwise) throws IOException {
        if (!has(key)) {
            return otherwise;
        }
        JsonNode value = content.path(key).isObject() ? content.path(key).path("content") : content.path(key);
        if (!value.isTextual()) {
            throw wrong(key, "a text", value);
        }
        return value.textValue();
    }

    /** The constant of which the text is the word. */
    <T extends Enum<T>> T word(String key, T otherwise) throws IOException {
        String text = text(key, otherwise.toString());
        T[] all = otherwise.getDeclaringClass().getEnumConstants();
        for (T each : all) {
            if (each.toString().equals(text)) {
                return each;
            }
        }
        throw wrong(key, "one of " + List.of(all), content.path(key));
    }

    /** One or two whole numbers, as height and width; empty where the key is absent. */
    int[] sides(String key) throws IOException {
        JsonNode value = content.path(key);
        if (!has(key)) {
            return new int[0];
        }
        int[] sides = value.isArray()
                ? new int[] {value.path(0).asInt(-1), value.path(1).asInt(-1)}
                : new int[] {value.asInt(-1), value.asInt(-1)};
        if (Arrays.stream(sides).anyMatch(side -> side < 1)) {
            throw wrong(key, "a side, or height and width", value);
        }
        return sides;
    }

    private IOException wrong(String key, String expected, JsonNode got) {
        return new IOException(file + ": " + key + ": expected " + expected + ", got " + got);
    }
}
