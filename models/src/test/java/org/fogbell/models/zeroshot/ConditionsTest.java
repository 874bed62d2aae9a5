package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionsTest {
    private static List<Condition> parse(String... lines) throws IOException {
        return Conditions.parse(List.of(lines), "conditions.yaml");
    }

    @Test
    void readsLabelsAndSentencesInTheirOrder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("conditions.yaml");
        Files.writeString(file, """
                ---
                # what our sensors meet
                clear: nothing wrong, a clear day
                fog: "dense fog # not a comment"   # a comment

                'lens-dirt': 'dirt: on the window'
                """);
        assertThat(Conditions.read(file))
                .containsExactly(
                        new Condition("clear", "nothing wrong, a clear day"),
                        new Condition("fog", "dense fog # not a comment"),
                        new Condition("lens-dirt", "dirt: on the window"));
    }

    @Test
    void namesALabelThatComesTwice() {
        assertThatThrownBy(() -> parse("fog: dense fog", "rain: rain", "fog: dense  Fog"))
                .hasMessage("conditions.yaml line 3: label 'fog' was there before, with the same sentence");
        assertThatThrownBy(() -> parse("fog: dense fog", "fog: rain"))
                .hasMessage("conditions.yaml line 2: label 'fog' was there before, and meant 'dense fog'");
    }

    @Test
    void namesLabelsWithOneSentence() {
        assertThatThrownBy(() -> parse("fog: dense fog", "mist: Dense fog"))
                .hasMessageContaining("labels 'fog' and 'mist' have the same sentence");
    }

    @Test
    void namesTheLineThatIsNoLabelAndSentence() {
        assertThatThrownBy(() -> parse("fog: fog", "  nested: rain"))
                .hasMessageContaining("line 2: expected 'label: sentence'");
        assertThatThrownBy(() -> parse("fog")).hasMessageContaining("line 1");
        assertThatThrownBy(() -> parse("fog: \"\"")).hasMessageContaining("label 'fog': expected a sentence");
        assertThatThrownBy(() -> parse("unknown: fog")).hasMessageContaining("'unknown'");
        assertThatThrownBy(() -> parse("a b: fog")).hasMessageContaining("'a b'");
    }

    @Test
    void refusesOneConditionAlone() {
        assertThatThrownBy(() -> parse("fog: fog")).hasMessageContaining("at least two conditions");
    }

    @Test
    void namesTheFileThatIsMissing(@TempDir Path folder) {
        assertThatThrownBy(() -> Conditions.read(folder.resolve("none.yaml")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("nothing of that name");
    }
}
