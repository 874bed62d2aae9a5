package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    @TempDir
    Path folder;

    /** Every letter that joins come from, then what the joins make. */
    private static final String CLIP = """
            {"f": 0, "o": 1, "g": 2, "g</w>": 3, "a</w>": 4, ",</w>": 5, "2</w>": 6, "fo": 7, "fog</w>": 8, "og</w>": 9,
             "'s</w>": 10, "Ã": 11, "¼</w>": 12, "o</w>": 13, "'": 14, "s</w>": 15, "gg</w>": 16, "Ġ</w>": 17,
             "!": 18, "!</w>": 19, "!!</w>": 20, "<|startoftext|>": 21, "<|endoftext|>": 22}
            """;

    @BeforeEach
    void clip() throws IOException {
        write("vocab.json", CLIP);
        write("merges.txt", "#version: 0.2\no g</w>\nf o\nfo g</w>\nf og</w>\n' s</w>\n! !</w>\n");
        write("tokenizer_config.json", "{\"model_max_length\": 8}");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private Tokenizer read() throws IOException {
        return new TokenizerFolder(folder).read(0);
    }

    @Test
    void joinsThePairThatWasLearnedFirst() throws IOException {
        // 'o g' comes before 'f o', so f + og, and only then their own pair; never fo + g.
        assertThat(read().tokens("fog")).containsExactly(21, 8, 22, 22, 22, 22, 22, 22);
        // Without the pair's own line they stay apart.
        write("merges.txt", "o g</w>\nf o\nfo g</w>\n");
        assertThat(read().tokens("fog")).containsExactly(21, 0, 9, 22, 22, 22, 22, 22);
        write("merges.txt", "f o\no g</w>\n");
        assertThat(read().tokens("fog")).containsExactly(21, 7, 3, 22, 22, 22, 22, 22);
    }

    @Test
    void cutsWordsDigitsAndSigns() throws IOException {
        assertThat(read().tokens("  A FOG's 22,  ")).containsExactly(21, 4, 8, 10, 6, 6, 5, 22);
        assertThat(read().tokens("a\u00a0fog\u2003a\u3000,")).containsExactly(21, 4, 8, 4, 5, 22, 22, 22);
        assertThat(read().tokens("!!a")).containsExactly(21, 20, 4, 22, 22, 22, 22, 22);
    }

    @Test
    void writesOtherLettersAsTheirBytes() throws IOException {
        // U+00FC is the bytes C3 and BC, both of which are visible letters themselves.
        assertThat(read().tokens("\u00dc")).containsExactly(21, 11, 12, 22, 22, 22, 22, 22);
        assertThat(read().tokens("U\u0308")).as("written as two").containsExactly(21, 11, 12, 22, 22, 22, 22, 22);
        assertThatThrownBy(() -> read().tokens("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'x'", "vocab.json", "'x</w>'");
    }

    @Test
    void fillsUpWithWhatTheFilesSay() throws IOException {
        write("special_tokens_map.json", "{\"pad_token\": {\"content\": \"!\", \"lstrip\": false}}");
        assertThat(read().tokens("")).containsExactly(21, 22, 18, 18, 18, 18, 18, 18);
        String config = "{\"model_max_length\": 8, \"pad_token\": \"a</w>\"";
        write("tokenizer_config.json", config + "}");
        assertThat(read().tokens("")).as("an old folder").containsExactly(21, 22, 18, 18, 18, 18, 18, 18);
        write("tokenizer_config.json", config + ", \"added_tokens_decoder\": {}}");
        assertThat(read().tokens("")).containsExactly(21, 22, 4, 4, 4, 4, 4, 4);
        Files.delete(folder.resolve("special_tokens_map.json"));
        write("tokenizer_config.json", config + "}");
        assertThat(read().tokens("")).containsExactly(21, 22, 4, 4, 4, 4, 4, 4);
        write("tokenizer_config.json", "{\"model_max_length\": 8, \"pad_token\": \"none\"}");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("'none'");
    }

    @Test
    void leavesNothingOutOfALongSentence() throws IOException {
        assertThat(read().tokens("a a a a a a")).hasSize(8);
        assertThatThrownBy(() -> read().tokens("a a a a a a a")).hasMessageContaining("at most 6 tokens, got 7");
    }

    @Test
    void wantsALengthFromItselfOrTheTextEncoder() throws IOException {
        write("tokenizer_config.json", "{\"model_max_length\": 1000000000000000019884624838656}");
        assertThat(new TokenizerFolder(folder).read(77).length()).isEqualTo(77);
        assertThatThrownBy(() -> new TokenizerFolder(folder).read(0)).hasMessageContaining("model_max_length");
    }

    @Test
    void namesTheLineOfAPairThatIsNone() throws IOException {
        write("merges.txt", "f o\nfog\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("merges.txt line 2", "'fog'");
    }

    @Test
    void withoutPairsTakesWholeWords() throws IOException {
        Files.delete(folder.resolve("merges.txt"));
        write("vocab.json", "{\"<pad>\": 0, \"dense\": 1, \"fog\": 2}");
        write("tokenizer_config.json", "{\"model_max_length\": 4}");
        assertThat(read().tokens("Dense  fog, FOG")).containsExactly(1, 2, 2, 0);
        assertThat(read().tokens("")).containsExactly(0, 0, 0, 0);
        assertThat(read().greatestToken()).isEqualTo(2);
        assertThatThrownBy(() -> read().tokens("dense mist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'dense mist'", "vocab.json", "got 'mist'");
        assertThatThrownBy(() -> read().tokens("fog fog fog fog fog")).hasMessageContaining("at most 4 words");
        write("vocab.json", "{\"fog\": 0}");
        assertThatThrownBy(this::read).hasMessageContaining("'<pad>'");
        write("vocab.json", "{\"fog\": -1}");
        assertThatThrownBy(this::read).hasMessageContaining("'fog': expected a whole number");
    }
}
