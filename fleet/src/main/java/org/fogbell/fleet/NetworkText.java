package org.fogbell.fleet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.graft.NetworkCost;
import org.fogbell.models.perception.FeatureBlock;

/** A network's layers, blocks and what grafting them costs, for people to read. */
final class NetworkText {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private NetworkText() {}

    static String layers(InspectedNetwork network) {
        StringBuilder text = new StringBuilder();
        for (InspectedNetwork.Layer input : network.inputs()) {
            text.append(String.format(Locale.ROOT, "  %-28s %-18s %s%n", input.name(), "input", shape(input.shape())));
        }
        for (InspectedNetwork.Layer layer : network.layers()) {
            text.append(String.format(
                    Locale.ROOT, "  %-28s %-18s %s%n", layer.name(), layer.operator(), shape(layer.shape())));
        }
        return text.toString();
    }

    /** One line a block, and a sum. */
    static String blocks(InspectedNetwork network, List<FeatureBlock> blocks) {
        StringBuilder text = new StringBuilder();
        long flops = 0;
        long bytes = 0;
        long maps = 0;
        int numbers = 0;
        for (FeatureBlock block : blocks) {
            NetworkCost cost = network.cost(block);
            flops += cost.flops();
            bytes += cost.bytes();
            maps += network.mapBytes(block);
            numbers += 2 * block.layers().size();
            text.append(String.format(
                    Locale.ROOT,
                    "  %-8s %2d of %-18s %7.3f GFLOP %+6.1f %%  moves %7.2f MB  %s%n",
                    block.name(),
                    block.layers().size(),
                    shape(ofOneFrame(network.layer(block.layers().get(0)).shape())),
                    cost.flops() / GIGA,
                    100.0 * cost.flops() / Math.max(1, network.cost().flops()),
                    cost.bytes() / MEGA,
                    String.join(", ", block.layers())));
        }
        text.append(String.format(
                Locale.ROOT,
                "grafting them adds %.3f GFLOP a frame to the network's own %.3f (%+.1f %%) and moves %.1f MB more than its"
                        + " %.1f; %d numbers a frame leave the engine instead of %.1f MB of feature maps%n",
                flops / GIGA,
                network.cost().flops() / GIGA,
                100.0 * flops / Math.max(1, network.cost().flops()),
                bytes / MEGA,
                network.cost().bytes() / MEGA,
                numbers,
                maps / MEGA));
        return text.toString();
    }

    private static List<Long> ofOneFrame(List<Long> shape) {
        return shape.subList(1, shape.size());
    }

    static String shape(List<Long> shape) {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
