package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.zeroshot.CameraFeatures;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.DenoisingError;
import org.fogbell.models.zeroshot.DiffusionClassifier;
import org.fogbell.models.zeroshot.DiffusionComparison;
import org.fogbell.models.zeroshot.LabelledImages;
import org.fogbell.models.zeroshot.PreparedClassifier;
import org.fogbell.models.zeroshot.Pruning;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of a comparison with Diffusion Classifier, and the comparison. */
final class DiffusionBaseline {
    @Option(
            names = "--diffusion",
            paramLabel = "DIR",
            description = "With --images: name them by Diffusion Classifier as well, with this text-to-image model of"
                    + " pixels, such as road-64.")
    @Nullable
    String diffusion;

    @Option(
            names = "--diffusion-images",
            paramLabel = "N",
            description =
                    "Images of each condition that Diffusion Classifier is shown, spread over all (default: all).")
    @Nullable
    Integer perClass;

    @Option(
            names = "--diffusion-stages",
            paramLabel = "PAIRS:KEEP",
            converter = StagesOption.class,
            description =
                    "Pairs of noise and time that a condition has been asked about when a stage ends, and how many"
                            + " conditions stay (default: 16:4,64:1).")
    @Nullable
    Pruning stages;

    @Option(
            names = "--diffusion-error",
            paramLabel = "KIND",
            converter = ErrorOption.class,
            description = "noise: the error in the noise, as published; network: in what the network says"
                    + " (default: noise).")
    @Nullable
    DenoisingError error;

    /**
     * @throws IllegalArgumentException where options are given that need another one
     */
    void require(boolean ofImages) {
        if (diffusion == null && (perClass != null || stages != null || error != null)) {
            throw new IllegalArgumentException(
                    "--diffusion-images, --diffusion-stages and --diffusion-error: expected --diffusion with them");
        }
        if (diffusion != null && !ofImages) {
            throw new IllegalArgumentException("--diffusion: expected --images with it, as no sweep is denoised");
        }
        if (perClass != null && perClass < 1) {
            throw new IllegalArgumentException("--diffusion-images: expected at least 1, got " + perClass);
        }
    }

    Pruning stages() {
        return stages == null ? Pruning.USUAL : stages;
    }

    DenoisingError error() {
        return error == null ? DenoisingError.NOISE : error;
    }

    /** The model, to run on one thread, as the features are computed; null where no comparison was asked for. */
    @Nullable
    DiffusionPipeline open() throws IOException {
        return diffusion == null ? null : DiffusionPipeline.named(diffusion, null, 1);
    }

    /** @throws IllegalArgumentException also where a condition's sentence has a word that the model does not know */
    DiffusionClassifier classifier(DiffusionPipeline pipeline, List<Condition> conditions, long seed)
            throws IOException {
        PromptTemplates templates = pipeline.defaults().templates();
        List<String> sentences = conditions.stream()
                .map(condition -> templates.prompt(condition.sentence(), 0))
                .toList();
        return new DiffusionClassifier(pipeline.denoiser(), sentences, stages(), error(), seed);
    }

    DiffusionComparison compare(
            PreparedClassifier prepared,
            LabelledImages all,
            CameraFeatures features,
            DiffusionClassifier classifier,
            PrintWriter err)
            throws IOException {
        LabelledImages images = perClass == null ? all : all.part(perClass);
        ProgressLine progress = ProgressLine.on(err, images.count());
        DiffusionComparison comparison = DiffusionComparison.of(prepared, images, features, classifier, progress::show);
        progress.end(String.format(
                Locale.ROOT,
                "fogbell: %d of %d images by Diffusion Classifier with %s",
                images.count(),
                all.count(),
                diffusion));
        return comparison;
    }

    /** Reads {@code --diffusion-stages}. */
    static final class StagesOption implements ITypeConverter<Pruning> {
        @Override
        public Pruning convert(String text) {
            try {
                return Pruning.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads {@code --diffusion-error}. */
    static final class ErrorOption implements ITypeConverter<DenoisingError> {
        @Override
        public DenoisingError convert(String text) {
            for (DenoisingError each : DenoisingError.values()) {
                if (each.toString().equals(text)) {
                    return each;
                }
            }
            throw new TypeConversionException("expected noise or network, got '" + text + "'");
        }
    }
}
