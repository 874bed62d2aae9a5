package org.fogbell.models.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/**
 * How images are made with a model where nobody says otherwise: what is under {@code fogbell} in its {@code
 * model_index.json}, and the usual of what is not there.
 *
 * @param steps of denoising
 * @param guidance as of {@link GenerationOptions}
 * @param templates what goes around a condition's words
 */
/*
 * The layout of pipelines has a file for the scheduler, whose way is the default one, and none for the rest: that is in the code
 * of those who published the layout, and the same for all weights.
 */
public record GenerationDefaults(int steps, double guidance, PromptTemplates templates) {
    /** For models that say nothing, which are mostly those of photographs. */
    public static final GenerationDefaults USUAL = new GenerationDefaults(25, 7.5, PromptTemplates.PHOTO);

    private static final String SECTION = "fogbell";
    private static final String STEPS = "steps";
    private static final String GUIDANCE = "guidance";
    private static final String TEMPLATES = "templates";
    private static final Set<String> KEYS = new TreeSet<>(Set.of(STEPS, GUIDANCE, TEMPLATES));

    public GenerationDefaults {
        GenerationOptions.require(steps, guidance);
    }

    /** @throws IOException naming file and key: one that is not known, or of which no image could be made */
    static GenerationDefaults read(JsonFile index) throws IOException {
        JsonNode section = index.content().path(SECTION);
        if (section.isMissingNode()) {
            return USUAL;
        }
        String where = index.file() + ": " + SECTION + ": ";
        if (!section.isObject()) {
            throw new IOException(where + "expected an object with some of " + KEYS + ", got " + section);
        }
        for (Iterator<String> keys = section.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!KEYS.contains(key)) {
                throw new IOException(where + "expected the keys " + KEYS + ", got '" + key + "'");
            }
        }
        JsonFile own = new JsonFile(index.file(), section);
        String templates = own.text(TEMPLATES, "");
        try {
            return new GenerationDefaults(
                    own.integer(STEPS, USUAL.steps()),
                    own.number(GUIDANCE, USUAL.guidance()),
                    templates.isEmpty() ? USUAL.templates() : PromptTemplates.named(templates));
        } catch (IllegalArgumentException e) {
            throw new IOException(where + e.getMessage(), e);
        }
    }

    /**
     * Puts them under {@code fogbell} of an index that is going to be written.
     *
     * @throws IllegalArgumentException where the templates have no name
     */
    public void write(ObjectNode index) {
        ObjectNode section = JsonNodeFactory.instance.objectNode();
        section.put(STEPS, steps);
        section.put(GUIDANCE, guidance);
        section.put(TEMPLATES, templates.name());
        index.set(SECTION, section);
    }
}
