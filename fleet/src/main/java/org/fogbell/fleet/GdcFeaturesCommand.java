package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fogbell.models.diffusion.DenoisingFeatures;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell gdc features}: image features that are what a generator's own network sees in an image. */
@Command(
        name = "features",
        description =
                "Makes image features of a text-to-image model's denoising network, and writes them as a folder for"
                        + " --features.",
        mixinStandardHelpOptions = true)
final class GdcFeaturesCommand implements Callable<Integer> {
    @Option(
            names = "--diffusion",
            paramLabel = "DIR",
            defaultValue = "road-64",
            description = "The model, one that works on pixels: a folder, or road-64, which is shipped (default:"
                    + " ${DEFAULT-VALUE}).")
    String diffusion = "road-64";

    @Option(
            names = "--layers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Feature maps of its network, of each channel of which mean and deviation are taken. Default: after"
                            + " every block on the way up of a network that train-generator made.")
    List<String> layers = DenoisingFeatures.OWN_LAYERS;

    @Option(
            names = "--timestep",
            defaultValue = "" + DenoisingFeatures.HARDLY_ANY_NOISE,
            description = "Time of training that the network is told, from 0 on: how noisy it takes the image for"
                    + " (default: ${DEFAULT-VALUE}).")
    int timestep = DenoisingFeatures.HARDLY_ANY_NOISE;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder of the features.")
    Path out = Path.of("features");

    @Option(names = "--force", description = "Replace the folder of --out.")
    boolean force;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OutputFolder output = OutputFolder.at(out, force)) {
            DenoisingFeatures.write(diffusion, layers, timestep, output.building());
            int dimensions;
            try (OnnxImageFeatures features = OnnxImageFeatures.open(VisionFolder.open(output.building()), 1)) {
                dimensions = features.dimensions();
            }
            output.finish();
            spec.commandLine().getOut().printf("fogbell: %s, %d numbers an image%n", out, dimensions);
        }
        return 0;
    }
}
