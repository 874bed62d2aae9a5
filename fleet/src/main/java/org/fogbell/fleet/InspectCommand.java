package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ModelBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell inspect}: what a network has that entropies could be taken of. */
@Command(
        name = "inspect",
        description = "Lists the layers of an ONNX network, the blocks that they make, and what grafting them costs.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "An ONNX file, or the folder of a bundle.")
    Path model = Path.of("");

    @Option(
            names = "--blocks",
            defaultValue = GraftCommand.AUTO,
            description = "As for graft: auto, or names such as a,b,c;d,e,f (default: ${DEFAULT-VALUE}).")
    String blocks = GraftCommand.AUTO;

    @Option(
            names = "--min-layers",
            defaultValue = "" + Eloss.MIN_LAYERS,
            description = "How few layers make a block (default: ${DEFAULT-VALUE}).")
    int minLayers = Eloss.MIN_LAYERS;

    @Option(
            names = "--shape",
            paramLabel = "SIDES",
            split = ",",
            description = "Of the input with its batch, such as 1,3,416,416, where the network leaves sides open.")
    long[] shape = {};

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path file = Files.isDirectory(model) ? ModelBundle.load(model).network() : model;
        InspectedNetwork network = InspectedNetwork.of(file, shape.length == 0 ? null : shape);
        PrintWriter text = spec.commandLine().getOut();
        text.println(file + ": layers' outputs");
        text.print(NetworkText.layers(network));
        text.flush();
        List<FeatureBlock> found =
                blocks.equals(GraftCommand.AUTO) ? network.blocks(minLayers) : network.blocks(blocks, minLayers);
        text.println("blocks");
        text.print(NetworkText.blocks(network, found));
        text.flush();
        return 0;
    }
}
