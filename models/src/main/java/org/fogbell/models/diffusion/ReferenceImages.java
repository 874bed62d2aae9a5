package org.fogbell.models.diffusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.ImageCodec;

/**
 * A folder of generated images, {@code LABEL/00000.png} and on for each label, with {@code images.json}, which says by what
 * they were made. What is there already is kept, so a run that was interrupted goes on where it was, and later ones add
 * images and labels; what was made otherwise is refused. For one writer at a time.
 */
/*
 * An image is a function of the generator, the options, its label, the sentence and its number, and of nothing else: in which
 * order and in how many runs they are made does not show. Each takes its name when it is whole.
 */
public final class ReferenceImages {
    static final String INDEX = "images.json";

    private static final int FORMAT = 1;
    private static final String LABELS = "labels";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final TextToImage generator;
    private final GenerationOptions options;
    private final PromptTemplates templates;
    private final Map<String, String> sentences;

    private ReferenceImages(
            Path folder,
            TextToImage generator,
            GenerationOptions options,
            PromptTemplates templates,
            Map<String, String> sentences) {
        this.folder = folder;
        this.generator = generator;
        this.options = options;
        this.templates = templates;
        this.sentences = new LinkedHashMap<>(sentences);
    }

    /**
     * Begins a folder, or goes on with one.
     *
     * @param sentences of the labels, in the order in which they are made
     * @throws IllegalArgumentException where the generator could not make one of them, or two labels would have the same noise; nothing
     *     is written then
     * @throws IOException where there are images of another generator, other options or another sentence, saying which;
     *     or the folder holds something else
     */
    public static ReferenceImages open(
            Path folder,
            TextToImage generator,
            GenerationOptions options,
            PromptTemplates templates,
            Map<String, String> sentences)
            throws IOException {
        for (Map.Entry<String, String> sentence : sentences.entrySet()) {
            String label = sentence.getKey();
            for (int i = 0; i < templates.templates().size(); i++) {
                generator.check(templates.prompt(sentence.getValue(), i), options);
            }
            if (!label.matches("[\\p{L}0-9][\\p{L}0-9_-]*")) {
                throw new IllegalArgumentException(
                        "expected a label of letters, digits, hyphens and underscores, got '" + label + "'");
            }
        }
        requireNoiseOfTheirOwn(sentences.keySet().iterator());
        ReferenceImages images = new ReferenceImages(folder, generator, options, templates, sentences);
        images.begin();
        return images;
    }

    private void begin() throws IOException {
        ObjectNode mine = description();
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            ObjectNode labels = mine.withObject("/" + LABELS);
            JsonNode there = JsonFile.read(index).content();
            if (!there.path(LABELS).isObject()) {
                throw new IOException(
                        index + ": " + LABELS + ": expected an object with the sentence of each label, got "
                                + (there.has(LABELS) ? there.path(LABELS) : "none"));
            }
            requireSame(index, there, mine);
            // Labels of earlier runs stay with their images.
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.setAll(there.withObject("/" + LABELS));
            all.setAll(labels);
            requireNoiseOfTheirOwn(all.fieldNames());
            mine.set(LABELS, all);
        } else if (Files.isDirectory(folder)) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.anyMatch(file -> !file.getFileName().toString().endsWith(".partial"))) {
                    throw new IOException(folder + ": expected an empty folder or one with " + INDEX
                            + ", got one with something else in it");
                }
            }
        }
        Files.createDirectories(folder);
        write(index, JSON.writeValueAsBytes(mine));
    }

    private ObjectNode description() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format_version", FORMAT);
        json.put("pipeline", generator.identity());
        json.put("steps", options.steps());
        json.put("guidance", options.guidance());
        json.put("seed", options.seed());
        json.put("negative_prompt", options.negativePrompt());
        templates.templates().forEach(json.putArray("templates")::add);
        ObjectNode labels = json.putObject(LABELS);
        sentences.forEach(labels::put);
        return json;
    }

    private void requireSame(Path index, JsonNode there, ObjectNode mine) throws IOException {
        for (Map.Entry<String, JsonNode> each : mine.properties()) {
            if (!each.getKey().equals(LABELS)) {
                requireSame(index, each.getKey(), there.path(each.getKey()), each.getValue());
            }
        }
        for (Map.Entry<String, String> label : sentences.entrySet()) {
            JsonNode sentence = there.path(LABELS).path(label.getKey());
            if (!sentence.isMissingNode()) {
                requireSame(index, "label '" + label.getKey() + "'", sentence, JSON.valueToTree(label.getValue()));
            }
        }
    }

    private static void requireSame(Path index, String key, JsonNode there, JsonNode mine) throws IOException {
        // As text: a number that was written and read again need not have the same type.
        if (!there.toString().equals(mine.toString())) {
            throw new IOException(index + ": " + key + ": expected " + mine + ", got " + there
                    + ": the images there were made otherwise; delete the folder, or make these in another one");
        }
    }

    /**
     * Makes what is not there yet.
     *
     * @param progress told after each image, made or found, how many there are
     * @return how many it made
     */
    public int fill(int perLabel, IntConsumer progress) throws IOException {
        int made = 0;
        int done = 0;
        for (int i = 0; i < perLabel; i++) {
            for (Map.Entry<String, String> label : sentences.entrySet()) {
                Path file = file(label.getKey(), i);
                if (!Files.exists(file)) {
                    Files.createDirectories(file.resolveSibling("."));
                    CameraImage image = generator.generate(
                            templates.prompt(label.getValue(), i), options.withSeed(seed(label.getKey(), i)));
                    write(file, ImageCodec.encodePng(image));
                    made++;
                }
                progress.accept(++done);
            }
        }
        return made;
    }

    /** One image of a label, which must have been made. */
    public CameraImage image(String label, int index) throws IOException {
        Path file = file(label, index);
        return ImageCodec.decode(Files.readAllBytes(file), file.toString());
    }

    private Path file(String label, int index) {
        return folder.resolve(label).resolve(String.format(Locale.ROOT, "%05d.png", index));
    }

    /** Of its own for every image: neighbouring seeds must not give labels the same noise. */
    private long seed(String label, int index) {
        long mixed = options.seed();
        for (long part : new long[] {label.hashCode(), index}) {
            mixed = (mixed ^ part) * 0x9e3779b97f4a7c15L;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    /** The seeds tell labels by their hashes. */
    private static void requireNoiseOfTheirOwn(Iterator<String> labels) {
        Map<Integer, String> known = new HashMap<>();
        while (labels.hasNext()) {
            String label = labels.next();
            String other = known.put(label.hashCode(), label);
            if (other != null) {
                throw new IllegalArgumentException(
                        "expected labels that differ in their hash, as their images would have"
                                + " the same noise, got '" + other + "' and '" + label
                                + "': give one of them another name");
            }
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        Files.write(partial, content);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
