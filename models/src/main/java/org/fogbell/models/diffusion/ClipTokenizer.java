package org.fogbell.models.diffusion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokenizer of CLIP (arXiv 2103.00020): pairs of bytes are joined, in the order that was learned (arXiv 1508.07909). */
/*
 * A sentence in lower case, its accents joined with their letters (NFC), is cut into words, single digits and runs of other signs. Each is written as its bytes in
 * UTF-8, every byte as one visible letter: those that are visible stand for themselves, the others for the letters from
 * U+0100 on. The last letter of a word carries the sign of a word's end. Then of all neighbours the pair that comes first
 * in merges.txt is joined, wherever it stands in the word, until none of them is there.
 */
final class ClipTokenizer implements Tokenizer {
    static final String START = "<|startoftext|>";
    static final String END = "<|endoftext|>";

    private static final String WORD_END = "</w>";
    private static final Pattern WORDS = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{Z}\\p{L}\\p{N}]+", Pattern.CASE_INSENSITIVE);
    private static final String[] LETTERS = letters();

    private final Vocabulary vocabulary;
    private final Map<Pair, Integer> ranks;
    private final int length;
    private final int start;
    private final int end;
    private final int filler;

    private record Pair(String left, String right) {}

    /** @throws IOException where a file does not hold what it should, naming the line; or the vocabulary lacks a mark */
    ClipTokenizer(Vocabulary vocabulary, Path merges, int length, String start, String end, String filler)
            throws IOException {
        this.vocabulary = vocabulary;
        this.ranks = ranks(merges);
        this.length = length;
        this.start = vocabulary.mark(start, "a sentence's start");
        this.end = vocabulary.mark(end, "a sentence's end");
        this.filler = vocabulary.mark(filler, "what fills a sentence up");
    }

    private static Map<Pair, Integer> ranks(Path file) throws IOException {
        Map<Pair, Integer> ranks = new HashMap<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || (i == 0 && line.startsWith("#version"))) {
                continue;
            }
            String[] pair = line.strip().split(" ", -1);
            if (pair.length != 2) {
                throw new IOException(file + " line " + (i + 1) + ": expected two pieces to join, got '" + line + "'");
            }
            ranks.putIfAbsent(new Pair(pair[0], pair[1]), i);
        }
        return ranks;
    }

    private static String[] letters() {
        String[] letters = new String[256];
        int others = 0x100;
        for (int value = 0; value < letters.length; value++) {
            boolean visible = (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xff && value != 0xad);
            letters[value] = String.valueOf((char) (visible ? value : others++));
        }
        return letters;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int greatestToken() {
        return vocabulary.greatest();
    }

    @Override
    public int[] tokens(String sentence) {
        List<Integer> numbers = new ArrayList<>();
        Matcher words = WORDS.matcher(
                Normalizer.normalize(sentence, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        while (words.find()) {
            for (String piece : pieces(words.group())) {
                Integer number = vocabulary.number(piece);
                if (number == null) {
                    throw new IllegalArgumentException("'" + sentence + "': " + vocabulary + " has no '" + piece + "'");
                }
                numbers.add(number);
            }
        }
        if (numbers.size() + 2 > length) {
            throw new IllegalArgumentException(
                    "'" + sentence + "': expected at most " + (length - 2) + " tokens, got " + numbers.size());
        }
        int[] tokens = new int[length];
        Arrays.fill(tokens, filler);
        tokens[0] = start;
        for (int i = 0; i < numbers.size(); i++) {
            tokens[i + 1] = numbers.get(i);
        }
        tokens[numbers.size() + 1] = end;
        return tokens;
    }

    private List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
            pieces.add(LETTERS[each & 0xff]);
        }
        pieces.set(pieces.size() - 1, pieces.get(pieces.size() - 1) + WORD_END);
        while (pieces.size() > 1) {
            Pair first = null;
            int least = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                Pair pair = new Pair(pieces.get(i), pieces.get(i + 1));
                int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
                if (rank < least) {
                    least = rank;
                    first = pair;
                }
            }
            if (first == null) {
                break;
            }
            join(pieces, first);
        }
        return pieces;
    }

    private static void join(List<String> pieces, Pair pair) {
        for (int i = 0; i + 1 < pieces.size(); i++) {
            if (pieces.get(i).equals(pair.left()) && pieces.get(i + 1).equals(pair.right())) {
                pieces.set(i, pair.left() + pair.right());
                pieces.remove(i + 1);
            }
        }
    }
}
