package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.diffusion.ReferenceImages;
import org.fogbell.models.diffusion.SchedulerKind;
import org.fogbell.models.diffusion.TextToImage;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.picture.ContactSheet;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.Conditions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code fogbell gdc images}: reference images of each condition, from a text-to-image model. */
@Command(
        name = "images",
        description =
                "Makes images of each condition by a text-to-image diffusion model in ONNX, or by the simulator. Goes on"
                        + " where an earlier run was interrupted.",
        mixinStandardHelpOptions = true)
final class GdcImagesCommand implements Callable<Integer> {
    private static final String OVERVIEW = "overview.png";
    private static final Pattern WORLDS = Pattern.compile("([0-9]{1,8})\\.\\.([0-9]{1,8})");
    private static final int OVERVIEW_COLUMNS = 12;
    private static final int OVERVIEW_SIDE = 96;

    @Option(
            names = "--diffusion",
            paramLabel = "DIR",
            description = "The model: tokenizer/, text_encoder/, unet/, vae_decoder/ and scheduler/.")
    @Nullable
    Path diffusion;

    @Option(
            names = "--simulated",
            paramLabel = "FIRST..LAST",
            description =
                    "Simulated roads of 64 x 64 pixels instead of a model's images: seeds of their worlds, such as 0..19.")
    @Nullable
    String simulated;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            required = true,
            description = "Lines 'label: sentence', such as conditions.yaml.")
    Path labels = Path.of("");

    @Option(
            names = "--per-class",
            defaultValue = "240",
            description = "Images of each condition (default: ${DEFAULT-VALUE}).")
    int perClass = 240;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the images; one with images of the same model and options is added to.")
    Path out = Path.of("");

    @Option(
            names = "--steps",
            defaultValue = "25",
            description = "Of denoising, 1 for turbo models (default: ${DEFAULT-VALUE}).")
    int steps = 25;

    @Option(
            names = "--guidance",
            defaultValue = "7.5",
            description = "How far to go beyond what the model says of a sentence; 0 for turbo models"
                    + " (default: ${DEFAULT-VALUE}).")
    double guidance = 7.5;

    @Option(
            names = "--negative",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What to go away from, with --guidance above 1.")
    String negative = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the noise (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--scheduler",
            paramLabel = "KIND",
            converter = SchedulerOption.class,
            description = "ddim, euler or euler-ancestral (default: the model's own).")
    @Nullable
    SchedulerKind scheduler;

    @Option(
            names = "--templates",
            paramLabel = "KIND",
            converter = TemplatesOption.class,
            defaultValue = "photo",
            description = "photo: eight captions of photographs around a sentence; plain: the sentence alone"
                    + " (default: ${DEFAULT-VALUE}).")
    PromptTemplates templates = PromptTemplates.PHOTO;

    @Option(names = "--threads", defaultValue = "1", description = "Of one operator (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (perClass < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "--per-class, --threads: expected at least 1, got " + perClass + " and " + threads);
        }
        GenerationOptions options = new GenerationOptions(steps, guidance, seed, negative);
        Map<String, String> sentences = new LinkedHashMap<>();
        for (Condition condition : Conditions.read(labels)) {
            sentences.put(condition.label(), condition.sentence());
        }
        if ((diffusion == null) == (simulated == null)) {
            throw new IllegalArgumentException("expected either --diffusion or --simulated");
        }
        if (simulated != null) {
            return make(simulatedRoads(simulated), options, PromptTemplates.PLAIN, sentences);
        }
        try (DiffusionPipeline pipeline =
                DiffusionPipeline.open(Objects.requireNonNull(diffusion), scheduler, threads)) {
            return make(pipeline, options, templates, sentences);
        }
    }

    private static SimulatedRoads simulatedRoads(String worlds) {
        Matcher range = WORLDS.matcher(worlds);
        int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        int last = range.matches() ? Integer.parseInt(range.group(2)) : -1;
        if (last < first) {
            throw new IllegalArgumentException(
                    "--simulated: expected the first and the last seed, such as 0..19, got '" + worlds + "'");
        }
        return new SimulatedRoads(first, last - first + 1);
    }

    private int make(
            TextToImage generator, GenerationOptions options, PromptTemplates captions, Map<String, String> sentences)
            throws IOException {
        ReferenceImages images = ReferenceImages.open(out, generator, options, captions, sentences);
        int total = sentences.size() * perClass;
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), total);
        int made = images.fill(perClass, progress::show);
        overview(images, sentences.keySet());
        progress.end(String.format(
                Locale.ROOT,
                "fogbell: %s, %d images of %d conditions, %d of them new; %s shows some",
                out,
                total,
                sentences.size(),
                made,
                OVERVIEW));
        return 0;
    }

    private void overview(ReferenceImages images, Iterable<String> all) throws IOException {
        List<ContactSheet.Row> rows = new ArrayList<>();
        for (String label : all) {
            List<CameraImage> row = new ArrayList<>();
            for (int i = 0; i < Math.min(perClass, OVERVIEW_COLUMNS); i++) {
                row.add(images.image(label, i));
            }
            rows.add(new ContactSheet.Row(label, row));
        }
        Path partial = out.resolve("." + OVERVIEW + ".partial");
        ImageIO.write(ContactSheet.draw(rows, OVERVIEW_SIDE), "png", partial.toFile());
        Files.move(partial, out.resolve(OVERVIEW), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads {@code --scheduler}. */
    static final class SchedulerOption implements ITypeConverter<SchedulerKind> {
        @Override
        public SchedulerKind convert(String text) {
            for (SchedulerKind kind : SchedulerKind.values()) {
                if (kind.toString().equals(text)) {
                    return kind;
                }
            }
            throw new TypeConversionException("expected ddim, euler or euler-ancestral, got '" + text + "'");
        }
    }

    /** Reads {@code --templates}. */
    static final class TemplatesOption implements ITypeConverter<PromptTemplates> {
        @Override
        public PromptTemplates convert(String text) {
            return switch (text) {
                case "photo" -> PromptTemplates.PHOTO;
                case "plain" -> PromptTemplates.PLAIN;
                default -> throw new TypeConversionException("expected photo or plain, got '" + text + "'");
            };
        }
    }
}
