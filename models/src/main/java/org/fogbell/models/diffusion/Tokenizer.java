package org.fogbell.models.diffusion;

/** Turns a sentence into the numbers that a text encoder reads. Immutable. */
public interface Tokenizer {
    /** How many numbers a sentence has, with those that mark its ends and those that fill it up. */
    int length();

    /** The greatest number that there may be. */
    int greatestToken();

    /**
     * The numbers of a sentence, {@link #length} of them.
     *
     * @throws IllegalArgumentException naming the word that is not known, or where the sentence is too long: nothing of it
     *     is left out without a word
     */
    int[] tokens(String sentence);
}
