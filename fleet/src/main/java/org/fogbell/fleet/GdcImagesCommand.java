package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fogbell.models.diffusion.DiffusionPipeline;
import org.fogbell.models.diffusion.GenerationDefaults;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.Conditions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
                    + " road-64, which is shipped and makes simulated roads.")
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

    @Mixin
    GeneratorOptions generator = new GeneratorOptions();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the noise (default: ${DEFAULT-VALUE}).")
    long seed = 1;

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
        if (diffusion == null) {
            generator.requireNone();
        }
        List<Condition> conditions = Conditions.read(labels);
        ReferenceFolder folder =
                new ReferenceFolder(out, perClass, spec.commandLine().getErr());
        if (simulated != null) {
            folder.fill(
                    SimulatedRoads.of(simulated),
                    generator.generation(GenerationDefaults.USUAL, seed),
                    PromptTemplates.PLAIN,
                    conditions);
            return 0;
        }
        try (DiffusionPipeline pipeline = generator.open(Objects.requireNonNull(diffusion), threads)) {
            GenerationDefaults defaults = pipeline.defaults();
            folder.fill(pipeline, generator.generation(defaults, seed), generator.templates(defaults), conditions);
        }
        return 0;
    }
}
