package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.CenterHead;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.GraftedEntropies;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.InputGeometry;
import org.fogbell.models.perception.ModelBundle;
import org.jspecify.annotations.Nullable;

/** Grafts the entropies of a network's layers onto it, and writes the outcome as a bundle. */
public final class Graft {
    private static final String ENTROPIES = NodeWriter.PREFIX + "entropies";
    private static final String RANKS = NodeWriter.PREFIX + "ranks";
    private static final String POOLED = NodeWriter.PREFIX + "pooled";
    private static final String FRAMES = "frames";

    /** A calibration keeps a covariance of them. */
    private static final int MOST_POOLED = 256;

    private Graft() {}

    /** Where a grafted network puts out entropies of a kind, for a description of its bundle. */
    public static GraftedEntropies outputs(LayerEntropy kind, int minLayers) {
        return new GraftedEntropies(ENTROPIES, kind == LayerEntropy.RENYI2 ? ENTROPIES : RANKS, minLayers, false);
    }

    /**
     * Writes a bundle whose network puts out the entropies of the description's blocks instead of their layers. All
     * other outputs stay, unless the description has a head: then only what the head reads.
     *
     * @param description of the bundle, with a graft as {@link #outputs} gives it; whether the network takes batches is
     *     found here
     * @param folder an empty one; the network is written as the description names it
     * @throws IllegalArgumentException when the network does not have the blocks, or takes another input than described
     */
    public static ModelBundle write(InspectedNetwork network, BundleManifest description, Path folder)
            throws IOException {
        GraftedEntropies outputs = Objects.requireNonNull(description.graft(), "a description with a graft");
        int minLayers = outputs.minLayers();
        network.check(description.blocks(), minLayers);
        OnnxModel model = network.model();
        ValueInfoProto input = onlyInput(model);
        requireShape(network, input, description.input());
        GraphProto.Builder graph = model.graph().toBuilder().clearOutput();
        FloatInput.open(graph, input);
        keptOutputs(model, description).forEach(graph::addOutput);
        boolean ranksToo = !outputs.ranks().equals(outputs.entropies());
        List<String> pooled = pooledLayers(network, description);
        graft(network, description.blocks(), description.entropy(), ranksToo, pooled, graph);
        ModelProto grafted = model.proto().toBuilder().setGraph(graph).build();
        boolean batches = BatchAxis.isOpen(grafted);
        if (!batches) {
            ModelProto open = BatchAxis.opened(grafted, network.shapes(), network.shape(input.getName()));
            batches = open != null;
            grafted = open == null ? grafted : open;
        }
        Files.write(folder.resolve(description.network()), grafted.toByteArray());
        return ModelBundle.write(
                folder,
                description.withGraft(new GraftedEntropies(
                        outputs.entropies(), outputs.ranks(), minLayers, batches, pooled.isEmpty() ? null : POOLED)));
    }

    /**
     * The layers whose channels' means the network puts out beside the entropies: the last layers of the last blocks, in the order of the network, as many as have no more than {@link #MOST_POOLED} channels
     * together. None of a network of sweeps, whose frames are told by their statistics.
     */
    private static List<String> pooledLayers(InspectedNetwork network, BundleManifest description) {
        List<String> pooled = new ArrayList<>();
        if (!(description.input() instanceof ImageGeometry)) {
            return pooled;
        }
        long channels = 0;
        for (int block = description.blocks().size() - 1; block >= 0; block--) {
            List<String> layers = description.blocks().get(block).layers();
            String last = layers.get(layers.size() - 1);
            channels += network.shape(last)[1];
            if (channels > MOST_POOLED) {
                break;
            }
            pooled.add(0, last);
        }
        return pooled;
    }

    private static ValueInfoProto onlyInput(OnnxModel model) {
        List<ValueInfoProto> inputs = model.inputs();
        if (inputs.size() != 1 || !FloatInput.isOpenable(inputs.get(0))) {
            throw new IllegalArgumentException(
                    model.file() + ": expected a network of one input of float, float16, double or uint8, got "
                            + inputs.stream().map(FloatInput::described).toList()
                            + "; export the network without what makes one of several");
        }
        if (model.has(ENTROPIES)) {
            throw new IllegalArgumentException(model.file()
                    + ": expected a network without grafted entropies, got one that puts out " + ENTROPIES);
        }
        return inputs.get(0);
    }

    private static void requireShape(InspectedNetwork network, ValueInfoProto input, InputGeometry geometry) {
        List<Long> shape = network.layer(input.getName()).shape();
        List<Long> described = new ArrayList<>(List.of(1L));
        geometry.shape().forEach(side -> described.add((long) side));
        if (!shape.equals(described)) {
            throw new IllegalArgumentException(network.model().file() + ": input '" + input.getName() + "' takes "
                    + shape + ", expected what the declared preprocessing makes, " + described);
        }
    }

    private static List<ValueInfoProto> keptOutputs(OnnxModel model, BundleManifest description) {
        Set<String> tapped = new HashSet<>();
        description.blocks().forEach(block -> tapped.addAll(block.layers()));
        @Nullable CenterHead head = description.head();
        return model.graph().getOutputList().stream()
                .filter(output -> head == null
                        ? !tapped.contains(output.getName())
                        : output.getName().equals(head.heatMap())
                                || output.getName().equals(head.boxes()))
                .toList();
    }

    private static void graft(
            InspectedNetwork network,
            List<FeatureBlock> blocks,
            LayerEntropy kind,
            boolean ranksToo,
            List<String> pooled,
            GraphProto.Builder graph) {
        NodeWriter writer = new NodeWriter(graph);
        EntropyNodes nodes = new EntropyNodes(writer, network.model().mixesPrecisions());
        List<String> layers =
                blocks.stream().flatMap(block -> block.layers().stream()).toList();
        SortedMap<Integer, List<String>> byChannels = new TreeMap<>();
        for (String layer : layers) {
            int channels = Math.toIntExact(network.shape(layer)[1]);
            byChannels.computeIfAbsent(channels, key -> new ArrayList<>()).add(layer);
        }
        List<String> entropies = new ArrayList<>();
        List<String> ranks = new ArrayList<>();
        byChannels.forEach((channels, equal) -> {
            EntropyNodes.Grams grams = nodes.grams(equal, channels);
            entropies.add(grams.entropies(kind));
            if (ranksToo) {
                ranks.add(grams.entropies(LayerEntropy.RENYI2));
            }
        });
        List<String> sorted = byChannels.values().stream().flatMap(List::stream).toList();
        long[] order = layers.stream().mapToLong(sorted::indexOf).toArray();
        String together = inOrder(writer, entropies, order);
        output(writer, graph, kind == LayerEntropy.RADIUS ? nodes.log1p(together) : together, ENTROPIES, order.length);
        if (ranksToo) {
            output(writer, graph, inOrder(writer, ranks, order), RANKS, order.length);
        }
        if (!pooled.isEmpty()) {
            pool(network, pooled, nodes, writer, graph);
        }
    }

    private static void pool(
            InspectedNetwork network,
            List<String> layers,
            EntropyNodes nodes,
            NodeWriter writer,
            GraphProto.Builder graph) {
        int together = 0;
        List<String> means = new ArrayList<>();
        for (String layer : layers) {
            int channels = Math.toIntExact(network.shape(layer)[1]);
            means.add(nodes.means(layer, channels));
            together += channels;
        }
        output(writer, graph, writer.node("Concat", means, NodeWriter.number("axis", 1)), POOLED, together);
    }

    private static String inOrder(NodeWriter writer, List<String> groups, long[] order) {
        String together = writer.node("Concat", groups, NodeWriter.number("axis", 1));
        return writer.node("Gather", List.of(together, writer.longs(order)), NodeWriter.number("axis", 1));
    }

    private static void output(NodeWriter writer, GraphProto.Builder graph, String values, String name, int layers) {
        writer.named(name, "Reshape", List.of(values, writer.longs(-1, layers)));
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam(FRAMES))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(layers))))));
    }
}
