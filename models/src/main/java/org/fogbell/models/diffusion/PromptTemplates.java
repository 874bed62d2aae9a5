package org.fogbell.models.diffusion;

import java.util.List;
import java.util.Map;

/**
 * Sentences around a condition's words: several ways to say the same, so that the images of a label differ in more than
 * their noise. {@code {}} stands for the words. Immutable.
 */
public record PromptTemplates(List<String> templates) {
    private static final String WORDS = "{}";

    /** For models that were trained on the captions of photographs. None says anything of weather, light or sharpness. */
    public static final PromptTemplates PHOTO = new PromptTemplates(List.of(
            "a wide photo of {}",
            "a photo of {}",
            "a photograph of {}",
            "a picture of {}",
            "an image of {}",
            "a photo of {} taken from a car",
            "a dashcam image of {}",
            "a road scene with {}"));

    /** The words alone, for models whose vocabulary is that of the conditions. */
    public static final PromptTemplates PLAIN = new PromptTemplates(List.of(WORDS));

    private static final Map<String, PromptTemplates> NAMED = Map.of("photo", PHOTO, "plain", PLAIN);

    /** @throws IllegalArgumentException where there is none, or one of them has no place for the words */
    public PromptTemplates {
        templates = List.copyOf(templates);
        if (templates.isEmpty() || templates.stream().anyMatch(template -> !template.contains(WORDS))) {
            throw new IllegalArgumentException("expected templates with " + WORDS + " in each, got " + templates);
        }
    }

    /**
     * Those that have a name: {@code photo} or {@code plain}.
     *
     * @throws IllegalArgumentException for another one
     */
    public static PromptTemplates named(String name) {
        PromptTemplates templates = NAMED.get(name);
        if (templates == null) {
            throw new IllegalArgumentException("templates: expected photo or plain, got '" + name + "'");
        }
        return templates;
    }

    /** @throws IllegalArgumentException where these have none */
    String name() {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(this))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("expected the templates photo or plain, got " + templates))
                .getKey();
    }

    /** The sentence for the image of a number, from 0 on: the templates take turns. */
    public String prompt(String words, int index) {
        return templates.get(index % templates.size()).replace(WORDS, words);
    }
}
