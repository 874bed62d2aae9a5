package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code conditions.yaml}: a line {@code label: sentence} for each condition. That is YAML's flat mapping of plain
 * or quoted one-line texts, with comments and blank lines; of the rest of YAML (nesting, lists, anchors, texts of several
 * lines) nothing is taken.
 */
public final class Conditions {
    private static final long MAX_BYTES = 1L << 20;

    private Conditions() {}

    /**
     * At least two conditions, in the file's order.
     *
     * @throws IOException naming the file and the line: not a label and a sentence, a label that was there before with the
     *     same or another sentence, a sentence that another label has
     */
    public static List<Condition> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": expected a file with lines 'label: sentence', got "
                    + (Files.exists(file) ? "a folder" : "nothing of that name"));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": expected at most " + MAX_BYTES + " bytes of labels and sentences, got "
                    + Files.size(file));
        }
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8), file.toString());
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected text in UTF-8", e);
        }
    }

    static List<Condition> parse(List<String> lines, String where) throws IOException {
        Map<String, String> byLabel = new LinkedHashMap<>();
        Map<String, String> bySentence = new LinkedHashMap<>();
        List<Condition> conditions = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = withoutComment(lines.get(number - 1));
            if (line.isBlank() || line.equals("---")) {
                continue;
            }
            String at = where + " line " + number;
            Condition condition = condition(line, at);
            String words = condition.sentence().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            String before = byLabel.putIfAbsent(condition.label(), words);
            if (before != null) {
                throw new IOException(at + ": label '" + condition.label() + "' was there before, "
                        + (before.equals(words) ? "with the same sentence" : "and meant '" + before + "'"));
            }
            String other = bySentence.putIfAbsent(words, condition.label());
            if (other != null) {
                throw new IOException(at + ": labels '" + other + "' and '" + condition.label()
                        + "' have the same sentence: nothing tells them apart");
            }
            conditions.add(condition);
        }
        if (conditions.size() < 2) {
            throw new IOException(where + ": expected at least two conditions to tell apart, got " + conditions.size());
        }
        return List.copyOf(conditions);
    }

    private static Condition condition(String line, String at) throws IOException {
        int colon = line.indexOf(": ");
        if (Character.isWhitespace(line.charAt(0)) || colon < 1) {
            throw new IOException(at + ": expected 'label: sentence' from the line's start, got '" + line + "'");
        }
        try {
            return new Condition(
                    unquoted(line.substring(0, colon).strip()),
                    unquoted(line.substring(colon + 2).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(at + ": " + e.getMessage(), e);
        }
    }

    /** A comment begins with a hash at the line's start or after a blank, outside quotes. */
    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char at = line.charAt(i);
            boolean begins = i == 0 || Character.isWhitespace(line.charAt(i - 1));
            if (quote != 0) {
                quote = at == quote ? 0 : quote;
            } else if (begins && (at == '"' || at == '\'')) {
                quote = at;
            } else if (begins && at == '#') {
                return line.substring(0, i).stripTrailing();
            }
        }
        return line.stripTrailing();
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
