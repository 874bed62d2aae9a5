package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.GraftedEntropies;
import org.jspecify.annotations.Nullable;

/** An ONNX network with the shapes of all its tensors: its layers, and the blocks that they make. Immutable. */
public final class InspectedNetwork {
    private final OnnxModel model;
    private final Map<String, long[]> shapes;

    private InspectedNetwork(OnnxModel model, Map<String, long[]> shapes) {
        this.model = model;
        this.shapes = shapes;
    }

    /** A tensor of the network; the shape begins with the batch. */
    public record Layer(String name, String operator, List<Long> shape) {}

    /**
     * Reads a network and runs it once over an empty frame.
     *
     * @param inputShape with that of the batch, for a network that leaves sides open; null takes what it declares
     * @throws IOException when the file is no ONNX network, needs custom operators, leaves sides open that nothing
     *     gives, or does not run; names the file and the node
     */
    public static InspectedNetwork of(Path file, long @Nullable [] inputShape) throws IOException {
        OnnxModel model = OnnxModel.read(file);
        return new InspectedNetwork(model, ShapeProbe.shapes(model, inputShape));
    }

    public Path file() {
        return model.file();
    }

    /** The network's inputs, with their shapes. */
    public List<Layer> inputs() {
        return model.inputs().stream().map(input -> layer(input.getName())).toList();
    }

    /** What {@code auto} takes for layers' outputs, in the order in which they run. */
    public List<Layer> layers() {
        return LayerStream.layers(model, shapes).stream().map(this::layer).toList();
    }

    /**
     * The blocks that are found by themselves: runs of at least {@code minLayers} equal layers along one chain.
     *
     * @throws IllegalArgumentException when there is none; names the longest run, and how to insist on it
     */
    public List<FeatureBlock> blocks(int minLayers) {
        requireMinLayers(minLayers);
        List<List<String>> runs = LayerStream.runs(model, shapes);
        List<FeatureBlock> blocks = new ArrayList<>();
        for (List<String> run : runs) {
            if (run.size() >= minLayers) {
                blocks.add(new FeatureBlock("block" + (blocks.size() + 1), run));
            }
        }
        if (blocks.isEmpty()) {
            List<String> longest = List.of();
            for (List<String> run : runs) {
                longest = run.size() >= longest.size() ? run : longest;
            }
            throw new IllegalArgumentException(model.file() + ": expected a run of at least " + minLayers
                    + " layers of one shape along one chain, got "
                    + (longest.isEmpty()
                            ? "none of two; --blocks \"name1,name2,name3\" takes any tensors of one shape"
                            : "at most " + longest.size() + ": " + String.join(", ", longest) + " of shape "
                                    + layer(longest.get(0)).shape() + "; --blocks \"" + String.join(",", longest)
                                    + "\" --min-layers " + longest.size() + " insists on them"));
        }
        return blocks;
    }

    /**
     * Blocks by the names of their layers: {@code a,b,c;d,e,f} are two blocks of three. Spaces around names do not count.
     *
     * @throws IllegalArgumentException naming the layer that does not exist, has another shape than the first of its
     *     block or is no feature map, or the block that has fewer than {@code minLayers}
     */
    public List<FeatureBlock> blocks(String names, int minLayers) {
        List<FeatureBlock> blocks = new ArrayList<>();
        for (String block : names.split(";", -1)) {
            List<String> layers =
                    Arrays.stream(block.split(",", -1)).map(String::strip).toList();
            blocks.add(new FeatureBlock("block" + (blocks.size() + 1), layers));
        }
        check(blocks, minLayers);
        return blocks;
    }

    /** Whether the network has these blocks, as {@link #blocks(String, int)} demands. */
    void check(List<FeatureBlock> blocks, int minLayers) {
        requireMinLayers(minLayers);
        Set<String> all = new HashSet<>();
        for (FeatureBlock block : blocks) {
            block.layers().forEach(layer -> require(layer, block));
            if (block.layers().size() < minLayers) {
                throw new IllegalArgumentException("--blocks: expected at least " + minLayers + " layers a block, got "
                        + block.layers().size() + ": " + String.join(", ", block.layers())
                        + (minLayers >= Eloss.MIN_LAYERS && block.layers().size() >= GraftedEntropies.FEWEST_LAYERS
                                ? "; --min-layers " + block.layers().size() + " insists on them"
                                : ""));
            }
            for (String layer : block.layers()) {
                if (!all.add(layer)) {
                    throw new IllegalArgumentException(
                            "--blocks: expected each layer in one block, got '" + layer + "' in two");
                }
            }
        }
    }

    private void require(String layer, FeatureBlock block) {
        long[] shape = shapes.get(layer);
        if (model.producer(layer) == null || shape == null) {
            throw new IllegalArgumentException("--blocks: expected tensors that nodes of " + model.file()
                    + " put out, got '" + layer + "'" + similar(layer) + "; fogbell inspect lists the layers");
        }
        if (shape.length < 3 || shape[1] < 2 || shape[0] != 1 || NetworkCost.size(shape) == 0) {
            throw new IllegalArgumentException(
                    "--blocks: expected feature maps of frames x channels x positions with at least 2 channels, got '"
                            + layer + "' of shape " + Arrays.toString(shape) + " for one frame");
        }
        String first = block.layers().get(0);
        if (!Arrays.equals(shape, shapes.get(first))) {
            throw new IllegalArgumentException(
                    "--blocks: expected layers of one shape in a block, got '" + first + "' of "
                            + Arrays.toString(shapes.get(first)) + " and '" + layer + "' of " + Arrays.toString(shape));
        }
    }

    private String similar(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> alike = shapes.keySet().stream()
                .filter(tensor -> model.producer(tensor) != null
                        && !lower.isEmpty()
                        && (tensor.toLowerCase(Locale.ROOT).contains(lower)
                                || lower.contains(tensor.toLowerCase(Locale.ROOT))))
                .sorted()
                .limit(3)
                .toList();
        return alike.isEmpty() ? "" : " (there is " + String.join(", ", alike) + ")";
    }

    private static void requireMinLayers(int minLayers) {
        if (minLayers < GraftedEntropies.FEWEST_LAYERS) {
            throw new IllegalArgumentException("--min-layers: expected at least " + GraftedEntropies.FEWEST_LAYERS
                    + ", as one layer makes no step, got " + minLayers);
        }
    }

    /** What the network's own convolutions and matrix products cost. */
    public NetworkCost cost() {
        NetworkCost cost = NetworkCost.NONE;
        for (NodeProto node : model.graph().getNodeList()) {
            cost = cost.plus(NetworkCost.of(node, shapes));
        }
        return cost;
    }

    /** What the entropies of a block's layers add. */
    public NetworkCost cost(FeatureBlock block) {
        NetworkCost cost = NetworkCost.NONE;
        for (String name : block.layers()) {
            long[] shape = Objects.requireNonNull(shapes.get(name), name);
            cost = cost.plus(NetworkCost.ofEntropies(shape[1], NetworkCost.size(shape) / shape[1]));
        }
        return cost;
    }

    /** Bytes of a block's feature maps, which need not leave the engine. */
    public long mapBytes(FeatureBlock block) {
        return block.layers().stream()
                .collect(Collectors.summingLong(
                        name -> Float.BYTES * NetworkCost.size(Objects.requireNonNull(shapes.get(name), name))));
    }

    /** A tensor by its name. */
    public Layer layer(String name) {
        NodeProto node = model.producer(name);
        return new Layer(
                name,
                node == null ? "input" : node.getOpType(),
                Arrays.stream(Objects.requireNonNull(shapes.get(name), name))
                        .boxed()
                        .toList());
    }

    Map<String, long[]> shapes() {
        return shapes;
    }

    long[] shape(String tensor) {
        return Objects.requireNonNull(shapes.get(tensor), tensor);
    }

    OnnxModel model() {
        return model;
    }
}
