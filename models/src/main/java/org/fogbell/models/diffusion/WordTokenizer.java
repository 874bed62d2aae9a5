package org.fogbell.models.diffusion;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** A sentence's words, whatever their case, as they stand between blanks and commas; filled up at the end. */
final class WordTokenizer implements Tokenizer {
    private final Vocabulary vocabulary;
    private final int length;
    private final int filler;

    /** @throws IOException where the vocabulary lacks the filler */
    WordTokenizer(Vocabulary vocabulary, int length, String filler) throws IOException {
        this.vocabulary = vocabulary;
        this.length = length;
        this.filler = vocabulary.mark(filler, "what fills a sentence up");
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
