package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationDefaultsTest {
    @TempDir
    Path folder;

    private GenerationDefaults read(String section) throws IOException {
        Path index = folder.resolve("model_index.json");
        Files.writeString(index, section.isEmpty() ? "{\"vae_decoder\": null}" : "{\"fogbell\": " + section + "}");
        return GenerationDefaults.read(JsonFile.read(index));
    }

    @Test
    void whatAModelDoesNotSayIsTheUsual() throws IOException {
        assertThat(read("")).isEqualTo(GenerationDefaults.USUAL);
        assertThat(read("{}")).isEqualTo(GenerationDefaults.USUAL);
        assertThat(read("{\"guidance\": 1}"))
                .isEqualTo(new GenerationDefaults(
                        GenerationDefaults.USUAL.steps(), 1, GenerationDefaults.USUAL.templates()));
        assertThat(GenerationDefaults.read(JsonFile.readIfThere(folder.resolve("nothing.json"))))
                .isEqualTo(GenerationDefaults.USUAL);
    }

    @Test
    void isReadAsItIsWritten() throws IOException {
        GenerationDefaults defaults = new GenerationDefaults(1, 0, PromptTemplates.PLAIN);
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        defaults.write(index);
        assertThat(read(index.get("fogbell").toString())).isEqualTo(defaults);
        GenerationDefaults others = new GenerationDefaults(1, 0, new PromptTemplates(List.of("my {}")));
        assertThatThrownBy(() -> others.write(index)).hasMessageContaining("my {}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scale\": 2}|'scale'",
                "{\"steps\": 0}|steps: expected at least 1, got 0",
                "{\"steps\": 2.5}|steps: expected a whole number",
                "{\"guidance\": -1}|guidance: expected 0 to 100",
                "{\"guidance\": \"much\"}|guidance: expected a number",
                "{\"templates\": \"poem\"}|expected photo or plain, got 'poem'",
                "[1]|expected an object",
            })
    void namesFileAndKeyOfWhatNoImageCanBeMadeBy(String section, String message) {
        assertThatThrownBy(() -> read(section))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("model_index.json", message);
    }

    /** Images that were made before a model said how they are to be made are still of the same model. */
    @Test
    void aModelIsTheSameWhateverItsDefaults() throws IOException {
        TinyPipeline tiny = TinyPipeline.ofPixels(folder);
        String digest = PipelineFolder.check(folder).digest();
        tiny.file("model_index.json", "{\"vae_decoder\": null, \"fogbell\": {\"guidance\": 2}}");
        assertThat(PipelineFolder.check(folder).digest()).isEqualTo(digest);
    }
}
