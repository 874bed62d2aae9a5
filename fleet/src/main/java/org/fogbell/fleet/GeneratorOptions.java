package org.fogbell.fleet;

import java.io.IOException;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.GenerationDefaults;
import org.fogbell.models.diffusion.GenerationOptions;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.diffusion.SchedulerKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a diffusion model makes images of sentences. What nobody gives, the model says itself. */
final class GeneratorOptions {
    private static final String DEFAULT = " (default: the model's own, or else ";

    @Option(names = "--steps", paramLabel = "N", description = "Of denoising, 1 for turbo models" + DEFAULT + "25).")
    @Nullable
    Integer steps;

    @Option(
            names = "--guidance",
            paramLabel = "G",
            description =
                    "How far to go beyond what the model says of a sentence; 0 for turbo models" + DEFAULT + "7.5).")
    @Nullable
    Double guidance;

    @Option(
            names = "--negative",
            paramLabel = "TEXT",
            description = "What to go away from, with --guidance above 1 (default: nothing).")
    @Nullable
    String negative;

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
            description = "photo: eight captions of photographs around a sentence; plain: the sentence alone" + DEFAULT
                    + "photo).")
    @Nullable
    PromptTemplates templates;

    DiffusionPipeline open(String nameOrFolder, int threads) throws IOException {
        return DiffusionPipeline.named(nameOrFolder, scheduler, threads);
    }

    GenerationOptions generation(GenerationDefaults defaults, long seed) {
        return new GenerationOptions(
                steps == null ? defaults.steps() : steps,
                guidance == null ? defaults.guidance() : guidance,
                seed,
                negative == null ? "" : negative);
    }

    PromptTemplates templates(GenerationDefaults defaults) {
        return templates == null ? defaults.templates() : templates;
    }

    /** @throws IllegalArgumentException where one of them was given, though no diffusion model makes the images */
    void requireNone() {
        if (steps != null || guidance != null || negative != null || scheduler != null || templates != null) {
            throw new IllegalArgumentException(
                    "--steps, --guidance, --negative, --scheduler and --templates: expected --diffusion with them");
        }
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
            try {
                return PromptTemplates.named(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
