package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a PCD file says about itself.
 *
 * @param points claimed, and not yet compared with what is there
 * @param dataOffset of the first byte behind the header
 */
record PcdHeader(List<Field> fields, long points, Encoding encoding, int dataOffset) {
    private static final int MAX_LINES = 100;
    private static final int MAX_FIELDS = 256;
    private static final int MAX_COUNT = 4096;

    /** How the points are stored. */
    enum Encoding {
        ASCII,
        BINARY,
        BINARY_COMPRESSED
    }

    /**
     * One field of a point.
     *
     * @param offset bytes from the point's beginning; in ascii, values from the line's
     * @param size bytes of one value
     * @param type I signed, U unsigned, F float
     * @param count values of the field in each point
     */
    record Field(String name, int offset, int size, char type, int count) {
        int bytes() {
            return size * count;
        }
    }

    static PcdHeader parse(byte[] content, String source) throws IOException {
        Map<String, String[]> entries = new HashMap<>();
        int offset = 0;
        for (int line = 0; line < MAX_LINES && offset < content.length && !entries.containsKey("DATA"); line++) {
            int end = offset;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            String text = new String(content, offset, end - offset, StandardCharsets.ISO_8859_1).strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                String[] words = text.split("\\s+");
                entries.put(words[0].toUpperCase(Locale.ROOT), words);
            }
            offset = Math.min(end + 1, content.length);
        }
        Encoding encoding = encoding(entry(entries, "DATA", source), source);
        return new PcdHeader(fields(entries, encoding, source), points(entries, source), encoding, offset);
    }

    /** Bytes of one point; in ascii, values of one line. */
    int stride() {
        return fields.isEmpty() ? 0 : end(fields.get(fields.size() - 1), encoding);
    }

    private static Encoding encoding(String[] words, String source) throws IOException {
        for (Encoding encoding : Encoding.values()) {
            if (words.length == 2 && encoding.name().equalsIgnoreCase(words[1])) {
                return encoding;
            }
        }
        throw new IOException(
                source + ": expected DATA ascii, binary or binary_compressed, got '" + String.join(" ", words) + "'");
    }

    private static List<Field> fields(Map<String, String[]> entries, Encoding encoding, String source)
            throws IOException {
        String[] names = entry(entries, "FIELDS", source);
        String[] sizes = entry(entries, "SIZE", source);
        String[] types = entry(entries, "TYPE", source);
        String[] counts = entries.get("COUNT");
        if (sizes.length != names.length
                || types.length != names.length
                || (counts != null && counts.length != names.length)) {
            throw new IOException(source + ": expected a SIZE, a TYPE and a COUNT for each of the " + (names.length - 1)
                    + " FIELDS, got " + (sizes.length - 1) + ", " + (types.length - 1) + " and "
                    + (counts == null ? "none" : counts.length - 1));
        }
        if (names.length - 1 > MAX_FIELDS) {
            throw new IOException(source + ": expected at most " + MAX_FIELDS + " FIELDS, got " + (names.length - 1));
        }
        List<Field> fields = new ArrayList<>();
        int offset = 0;
        for (int i = 1; i < names.length; i++) {
            int count = counts == null ? 1 : (int) number(counts[i], "COUNT", MAX_COUNT, source);
            Field field = new Field(
                    names[i].toLowerCase(Locale.ROOT),
                    offset,
                    (int) number(sizes[i], "SIZE", 8, source),
                    Character.toUpperCase(types[i].charAt(0)),
                    count);
            requireReadable(field, source);
            fields.add(field);
            offset = end(field, encoding);
        }
        return List.copyOf(fields);
    }

    private static int end(Field field, Encoding encoding) {
        return field.offset + (encoding == Encoding.ASCII ? field.count : field.bytes());
    }

    private static void requireReadable(Field field, String source) throws IOException {
        String kind = "" + field.type + field.size;
        if (!List.of("I1", "I2", "I4", "I8", "U1", "U2", "U4", "U8", "F4", "F8").contains(kind)) {
            throw new IOException(source + ": expected TYPE I or U with SIZE 1, 2, 4 or 8, or F with 4 or 8, got "
                    + field.type + " with " + field.size + " for '" + field.name + "'");
        }
    }

    private static long points(Map<String, String[]> entries, String source) throws IOException {
        long width = number(entry(entries, "WIDTH", source)[1], "WIDTH", Integer.MAX_VALUE, source);
        long height = number(entry(entries, "HEIGHT", source)[1], "HEIGHT", Integer.MAX_VALUE, source);
        String[] points = entries.get("POINTS");
        if (points != null && number(points[points.length - 1], "POINTS", Long.MAX_VALUE, source) != width * height) {
            throw new IOException(source + ": expected POINTS to be WIDTH times HEIGHT, " + width + " x " + height
                    + ", got " + points[points.length - 1]);
        }
        return width * height;
    }

    private static String[] entry(Map<String, String[]> entries, String key, String source) throws IOException {
        String[] words = entries.get(key);
        if (words == null || words.length < 2) {
            throw new IOException(source + ": expected a PCD header with a line " + key + ", got "
                    + (words == null ? "none" : "one without a value"));
        }
        return words;
    }

    private static long number(String word, String key, long max, String source) throws IOException {
        if (word.matches("\\d{1,18}") && Long.parseLong(word) <= max) {
            return Long.parseLong(word);
        }
        throw new IOException(
                source + ": expected " + key + " to be a whole number up to " + max + ", got '" + word + "'");
    }
}
