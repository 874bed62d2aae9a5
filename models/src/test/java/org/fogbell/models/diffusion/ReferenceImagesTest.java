package org.fogbell.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceImagesTest {
    private static final GenerationOptions OPTIONS = new GenerationOptions(4, 2.5, 9, "");

    @TempDir
    Path temporary;

    private final Counting generator = new Counting("one");

    private Path folder() {
        return temporary.resolve("images");
    }

    private static Map<String, String> sentences(String... words) {
        Map<String, String> sentences = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            sentences.put(words[i], words[i + 1]);
        }
        return sentences;
    }

    private ReferenceImages open(TextToImage from, GenerationOptions options, String... words) throws IOException {
        return ReferenceImages.open(folder(), from, options, PromptTemplates.PHOTO, sentences(words));
    }

    @Test
    void makesWhatIsMissingAndKeepsTheRest() throws IOException {
        generator.failAt = 5;
        ReferenceImages interrupted = open(generator, OPTIONS, "fog", "dense fog", "clear", "a clear day");
        assertThatThrownBy(() -> interrupted.fill(4, done -> {})).hasMessage("interrupted");
        byte[] kept = Files.readAllBytes(folder().resolve("fog/00001.png"));
        Files.writeString(folder().resolve("clear/.00002.png.partial"), "half an image");

        generator.failAt = -1;
        List<Integer> progress = new ArrayList<>();
        ReferenceImages again = open(generator, OPTIONS, "fog", "dense fog", "clear", "a clear day");
        assertThat(again.fill(4, progress::add)).isEqualTo(3);
        assertThat(progress).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Files.readAllBytes(folder().resolve("fog/00001.png"))).isEqualTo(kept);
        assertThat(again.fill(4, done -> {})).isZero();
        assertThat(folder().resolve("clear/.00002.png.partial")).doesNotExist();
        assertThat(generator.prompts)
                .startsWith("a wide photo of dense fog", "a wide photo of a clear day", "a photo of dense fog")
                .hasSize(8);
        assertThat(generator.seeds).doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfTheRunsDoesNotShow() throws IOException {
        open(generator, OPTIONS, "fog", "dense fog").fill(1, done -> {});
        ReferenceImages more = open(generator, OPTIONS, "clear", "a clear day", "fog", "dense fog");
        assertThat(more.fill(3, done -> {})).isEqualTo(5);
        ReferenceImages atOnce = ReferenceImages.open(
                temporary.resolve("at once"),
                generator,
                OPTIONS,
                PromptTemplates.PHOTO,
                sentences("fog", "dense fog", "clear", "a clear day"));
        atOnce.fill(3, done -> {});
        for (String label : new String[] {"fog", "clear"}) {
            for (int i = 0; i < 3; i++) {
                assertThat(more.image(label, i).rgb())
                        .isEqualTo(atOnce.image(label, i).rgb());
            }
        }
    }

    @Test
    void refusesToMixImagesThatWereMadeOtherwise() throws IOException {
        open(generator, OPTIONS, "fog", "dense fog").fill(1, done -> {});
        assertThatThrownBy(() -> open(new Counting("two"), OPTIONS, "fog", "dense fog"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("images.json", "pipeline", "\"two\"", "\"one\"", "another one");
        assertThatThrownBy(() -> open(generator, new GenerationOptions(5, 2.5, 9, ""), "fog", "dense fog"))
                .hasMessageContaining("steps: expected 5, got 4");
        assertThatThrownBy(() -> open(generator, new GenerationOptions(4, 3, 9, ""), "fog", "dense fog"))
                .hasMessageContaining("guidance: expected 3.0, got 2.5");
        assertThatThrownBy(() -> open(generator, OPTIONS.withSeed(1), "fog", "dense fog"))
                .hasMessageContaining("seed: expected 1, got 9");
        assertThatThrownBy(() -> open(generator, new GenerationOptions(4, 2.5, 9, "rain"), "fog", "dense fog"))
                .hasMessageContaining("negative_prompt");
        assertThatThrownBy(() -> open(generator, OPTIONS, "fog", "thin fog"))
                .hasMessageContainingAll("label 'fog'", "\"thin fog\"", "\"dense fog\"");
        assertThatThrownBy(() -> ReferenceImages.open(
                        folder(), generator, OPTIONS, PromptTemplates.PLAIN, sentences("fog", "dense fog")))
                .hasMessageContaining("templates");
        // What was refused has changed nothing, and another label is none of all that.
        open(generator, OPTIONS, "rain", "rain");
        open(generator, OPTIONS, "fog", "dense fog");
    }

    @Test
    void beginsNothingThatTheGeneratorCannotMake() {
        assertThatThrownBy(() -> open(generator, OPTIONS, "fog", "dense fog", "mist", "unknown mist"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown");
        assertThat(folder()).doesNotExist();
    }

    /** "Aa" and "BB" have one hash. */
    @Test
    void refusesLabelsThatWouldHaveTheSameNoise() throws IOException {
        assertThatThrownBy(() -> open(generator, OPTIONS, "Aa", "fog", "BB", "rain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'Aa'", "'BB'", "noise");
        assertThat(folder()).doesNotExist();
        open(generator, OPTIONS, "Aa", "fog");
        assertThatThrownBy(() -> open(generator, OPTIONS, "BB", "rain")).hasMessageContainingAll("'Aa'", "'BB'");
        open(generator, OPTIONS, "Aa", "fog", "B", "rain");
    }

    @Test
    void refusesAFolderOfSomethingElse() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("precious"), "content");
        assertThatThrownBy(() -> open(generator, OPTIONS, "fog", "fog")).hasMessageContaining("something else in it");
        assertThatThrownBy(() -> open(generator, OPTIONS, "../fog", "fog")).hasMessageContaining("'../fog'");
    }

    @Test
    void namesTheKeyOfAnIndexWithoutLabels() throws IOException {
        open(generator, OPTIONS, "fog", "dense fog");
        Path index = folder().resolve("images.json");
        String whole = Files.readString(index);
        for (String labels : new String[] {"[]", "7", "null"}) {
            Files.writeString(index, whole.replaceAll("(?s)\"labels\" : \\{.*?}", "\"labels\": " + labels));
            assertThatThrownBy(() -> open(generator, OPTIONS, "fog", "dense fog"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("images.json: labels: expected an object", "got " + labels);
        }
    }

    @Test
    void templatesTakeTurns() {
        assertThat(PromptTemplates.PHOTO.templates())
                .hasSize(8)
                .doesNotHaveDuplicates()
                .as("none contradicts a condition")
                .noneMatch(
                        template -> template.matches("(?i).*(blur|sharp|bright|dark|light|clear|clean|day|night).*"));
        PromptTemplates two = new PromptTemplates(List.of("a {}", "{} and {}"));
        assertThat(List.of(two.prompt("fog", 0), two.prompt("fog", 1), two.prompt("fog", 2)))
                .containsExactly("a fog", "fog and fog", "a fog");
        assertThatThrownBy(() -> new PromptTemplates(List.of("a photo"))).hasMessageContaining("a photo");
        assertThatThrownBy(() -> new PromptTemplates(List.of())).hasMessageContaining("{}");
    }

    /** Makes images of one pixel, whose colour is that of sentence and seed. */
    private static final class Counting implements TextToImage {
        private final String identity;
        private final List<String> prompts = new ArrayList<>();
        private final List<Long> seeds = new ArrayList<>();
        private int failAt = -1;

        private Counting(String identity) {
            this.identity = identity;
        }

        @Override
        public void check(String prompt, GenerationOptions options) {
            if (prompt.contains("unknown")) {
                throw new IllegalArgumentException("unknown");
            }
        }

        @Override
        public CameraImage generate(String prompt, GenerationOptions options) throws IOException {
            if (prompts.size() == failAt) {
                throw new IOException("interrupted");
            }
            prompts.add(prompt);
            seeds.add(options.seed());
            int hash = prompt.hashCode() * 31 + Long.hashCode(options.seed());
            return new CameraImage(1, 1, new byte[] {(byte) hash, (byte) (hash >> 8), (byte) (hash >> 16)});
        }

        @Override
        public String identity() {
            return identity;
        }
    }
}
