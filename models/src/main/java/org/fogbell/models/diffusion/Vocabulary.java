package org.fogbell.models.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pieces of text that a text encoder knows, with their numbers: {@code vocab.json}. Immutable. */
final class Vocabulary {
    private final Path file;
    private final Map<String, Integer> numbers;
    private final int greatest;

    Vocabulary(Path file, Map<String, Integer> numbers) {
        this.file = file;
        this.numbers = Map.copyOf(numbers);
        this.greatest =
                numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    static Vocabulary read(Path file) throws IOException {
        JsonNode content = JsonFile.read(file).content();
        Map<String, Integer> numbers = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : content.properties()) {
            if (!each.getValue().isInt() || each.getValue().intValue() < 0) {
                throw new IOException(
                        file + ": '" + each.getKey() + "': expected a whole number from 0 on, got " + each.getValue());
            }
            numbers.put(each.getKey(), each.getValue().intValue());
        }
        if (numbers.isEmpty()) {
            throw new IOException(file + ": expected pieces of text with their numbers, got none");
        }
        return new Vocabulary(file, numbers);
    }

    @Nullable
    Integer number(String piece) {
        return numbers.get(piece);
    }

    /** The number of a mark such as a sentence's end. */
    int mark(String piece, String meaning) throws IOException {
        Integer number = numbers.get(piece);
        if (number == null) {
            throw new IOException(file + ": expected '" + piece + "' as " + meaning + ", and there is none");
        }
        return number;
    }

    int greatest() {
        return greatest;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
