package org.fogbell.models.diffusion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pipeline's {@code tokenizer/}: CLIP's where there are pairs to join, else one of whole words. */
record TokenizerFolder(Path folder) {
    private static final String VOCABULARY = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String CONFIG = "tokenizer_config.json";
    private static final String WORD_FILLER = "<pad>";

    /** Greater ones mean that nobody has set a length: writers of the format put 10^30 there. */
    private static final double GREATEST_LENGTH = 1 << 20;

    /** The files that it should have and has not. */
    List<Path> missing() throws IOException {
        List<Path> missing = new ArrayList<>();
        if (!Files.isRegularFile(folder.resolve(VOCABULARY))) {
            missing.add(folder.resolve(VOCABULARY));
        }
        if (!Files.isRegularFile(folder.resolve(MERGES))
                && JsonFile.readIfThere(folder.resolve(CONFIG))
                        .text("tokenizer_class", "")
                        .startsWith("CLIP")) {
            missing.add(folder.resolve(MERGES));
        }
        return missing;
    }

    /**
     * @param textLength what the text encoder reads, for a tokenizer that does not say how long its sentences are; 0 where
     *     that one does not say so either
     */
    Tokenizer read(int textLength) throws IOException {
        JsonFile config = JsonFile.readIfThere(folder.resolve(CONFIG));
        JsonFile marks = JsonFile.readIfThere(folder.resolve("special_tokens_map.json"));
        double named = config.number("model_max_length", textLength);
        int length = named > GREATEST_LENGTH ? textLength : (int) named;
        if (length < 3) {
            throw new IOException(
                    config.file() + ": model_max_length: expected the number of tokens of a sentence, got "
                            + (config.has("model_max_length") ? named : "none"));
        }
        Vocabulary vocabulary = Vocabulary.read(folder.resolve(VOCABULARY));
        Path merges = folder.resolve(MERGES);
        return Files.isRegularFile(merges)
                ? new ClipTokenizer(
                        vocabulary,
                        merges,
                        length,
                        mark("bos_token", config, marks, ClipTokenizer.START),
                        mark("eos_token", config, marks, ClipTokenizer.END),
                        mark("pad_token", config, marks, ClipTokenizer.END))
                : new WordTokenizer(vocabulary, length, mark("pad_token", config, marks, WORD_FILLER));
    }

    private static String mark(String key, JsonFile config, JsonFile marks, String otherwise) throws IOException {
        // Folders that were written before the configuration listed its tokens are read the other way round by
        // everybody.
        return config.has("added_tokens_decoder")
                ? config.text(key, marks.text(key, otherwise))
                : marks.text(key, config.text(key, otherwise));
    }
}
