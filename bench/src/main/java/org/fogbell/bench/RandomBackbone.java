package org.fogbell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.graft.Graft;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.InputGeometry;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.OnnxGraph;
import org.fogbell.models.perception.Provenance;
import org.fogbell.models.training.DetectorSize;

/**
 * A detector's backbone with random weights and a pointwise head on its last layer: what the arithmetic costs does not
 * depend on the weights. Without the neck, so that the entropies weigh more than in the whole detector.
 */
final class RandomBackbone {
    /** The layers of {@link #writeMap}. */
    static final List<String> MAPS = List.of("map0", "map1", "map2");

    private static final int HEAD_CHANNELS = 8;

    private final OnnxGraph graph = new OnnxGraph("backbone");
    private final Random random = new Random(1);

    private RandomBackbone() {}

    static Path write(Path file, DetectorSize size) throws IOException {
        new RandomBackbone().build(size).write(file);
        return file;
    }

    /** The bundle of the network with the entropies of its blocks in it. */
    static ModelBundle graft(InspectedNetwork network, InputGeometry input, Path folder) throws IOException {
        return Graft.write(network, description(input, network.blocks(3)), folder);
    }

    private static BundleManifest description(InputGeometry input, List<FeatureBlock> blocks) {
        return new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                "bench",
                BundleManifest.ONNX_RUNTIME,
                "model.onnx",
                input,
                blocks,
                LayerEntropy.RADIUS,
                Graft.outputs(LayerEntropy.RADIUS, 3),
                null,
                new TreeMap<>(),
                new Provenance("fogbell bench", 0, false, new TreeMap<>(), new TreeMap<>(), new TreeMap<>()),
                "");
    }

    /**
     * Three equal layers of one feature map, {@code map0} to {@code map2}, which a pointwise convolution makes of the
     * grid's channels: little to do beside their entropies. The last of them is the output.
     */
    static Path writeMap(Path file, BirdsEyeGrid grid, int channels) throws IOException {
        RandomBackbone maps = new RandomBackbone();
        maps.graph.input("input", grid.channels(), grid.rows(), grid.columns());
        maps.convolution("map.convolution", "input", grid.channels(), channels, 1, 1);
        String source = "map.convolution";
        for (int layer = 0; layer < MAPS.size(); layer++) {
            maps.graph.node("Relu", MAPS.get(layer), List.of(source), new TreeMap<>());
            source = MAPS.get(layer);
        }
        maps.graph.output(source, channels, grid.rows(), grid.columns());
        maps.graph.write(file);
        return file;
    }

    private OnnxGraph build(DetectorSize size) {
        int channels = size.grid().channels();
        graph.input("input", channels, size.grid().rows(), size.grid().columns());
        String source = "input";
        for (int block = 0; block < size.widths().size(); block++) {
            for (int layer = 0; layer <= size.equalLayers(); layer++) {
                String name = "block" + (block + 1) + ".layer" + layer;
                int width = size.widths().get(block);
                convolution(name + ".convolution", source, channels, width, 3, layer == 0 ? 2 : 1);
                graph.node("Relu", name, List.of(name + ".convolution"), new TreeMap<>());
                source = name;
                channels = width;
            }
        }
        convolution("head", source, channels, HEAD_CHANNELS, 1, 1);
        int shrink = 1 << size.widths().size();
        graph.output(
                "head", HEAD_CHANNELS, size.grid().rows() / shrink, size.grid().columns() / shrink);
        return graph;
    }

    private void convolution(String name, String source, int inputs, int outputs, int side, int stride) {
        double deviation = Math.sqrt(2.0 / (side * side * inputs));
        float[] weights = new float[outputs * inputs * side * side];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * deviation);
        }
        graph.tensor(name + ".weight", weights, outputs, inputs, side, side);
        graph.tensor(name + ".bias", new float[outputs], outputs);
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        long border = side / 2;
        attributes.put("kernel_shape", List.of((long) side, (long) side));
        attributes.put("pads", List.of(border, border, border, border));
        attributes.put("strides", List.of((long) stride, (long) stride));
        graph.node("Conv", name, List.of(source, name + ".weight", name + ".bias"), attributes);
    }
}
