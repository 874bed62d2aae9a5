package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.diffusion.SchedulerKind;
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

    @Option(
            names = "--diffusion",
            paramLabel = "DIR",
            description = "The model: a folder with tokenizer/, text_encoder/, unet/, vae_decoder/ and scheduler/, or"
                    + " road-64, which is shipped, makes simulated roads and wants --guidance 2.")
    @Nullable
    String diffusion;

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
            defaultValue = "" + GenerationOptions.USUAL_STEPS,
            description = "Of denoising, 1 for turbo models (default: ${DEFAULT-VALUE}).")
    int steps = GenerationOptions.USUAL_STEPS;

    @Option(
            names = "--guidance",
            defaultValue = "" + GenerationOptions.USUAL_GUIDANCE,
            description = "How far to go beyond what the model says of a sentence; 0 for turbo models"
                    + " (default: ${DEFAULT-VALUE}).")
    double guidance = GenerationOptions.USUAL_GUIDANCE;

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
        if (threads < 1) {
            throw new IllegalArgumentException("--threads: expected at least 1, got " + threads);
        }
        if ((diffusion == null) == (simulated == null)) {
            throw new IllegalArgumentException("expected either --diffusion or --simulated");
        }
        GenerationOptions options = new GenerationOptions(steps, guidance, seed, negative);
        List<Condition> conditions = Conditions.read(labels);
        ReferenceFolder folder =
                new ReferenceFolder(out, perClass, spec.commandLine().getErr());
        if (simulated != null) {
            folder.fill(SimulatedRoads.of(simulated), options, PromptTemplates.PLAIN, conditions);
            return 0;
        }
        try (DiffusionPipeline pipeline =
                DiffusionPipeline.named(Objects.requireNonNull(diffusion), scheduler, threads)) {
            folder.fill(pipeline, options, templates, conditions);
        }
        return 0;
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
