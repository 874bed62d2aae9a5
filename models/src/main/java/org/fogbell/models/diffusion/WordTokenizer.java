package org.fogbell.models.diffusion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A sentence's words, whatever their case, as they stand between blanks and commas; filled up at the end. */
public final class WordTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;
    private final int length;
    private final int filler;

    /** @throws IOException where the vocabulary lacks the filler */
    WordTokenizer(Vocabulary vocabulary, int length, String filler) throws IOException {
        this(vocabulary, length, vocabulary.mark(filler, "what fills a sentence up"));
    }

    /**
     * @param words in the order of their numbers, the first of which fills sentences up
     * @param length of every sentence
     */
    public static WordTokenizer of(List<String> words, int length) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String word : words) {
            numbers.put(word, numbers.size());
        }
        return new WordTokenizer(new Vocabulary(Path.of("the vocabulary"), numbers), length, 0);
    }

    private WordTokenizer(Vocabulary vocabulary, int length, int filler) {
        this.vocabulary = vocabulary;
        this.length = length;
        this.filler = filler;
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
        int[] tokens = new int[length];
        Arrays.fill(tokens, filler);
        int count = 0;
        for (String word : sentence.toLowerCase(Locale.ROOT).split("[\\s,]+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            Integer number = vocabulary.number(word);
            if (number == null) {
                throw new IllegalArgumentException(
                        "'" + sentence + "': expected words of " + vocabulary + ", got '" + word + "'");
            }
            if (count == length) {
                throw new IllegalArgumentException(
                        "'" + sentence + "': expected at most " + length + " words, got more");
            }
            tokens[count++] = number;
        }
        return tokens;
    }
}
