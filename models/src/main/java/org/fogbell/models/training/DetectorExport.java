package org.fogbell.models.training;

import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.CenterHeadGrid;
import org.fogbell.models.perception.CenterHeadMaps;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.OnnxGraph;

/**
 * Writes a trained detector as an ONNX file for serving: batch normalisation is folded, the heat map goes through its
 * sigmoid, and every layer's output comes out by name.
 */
final class DetectorExport {
    static final String HEAT_MAP = "heat_map";
    static final String BOXES = "boxes";

    private final DetectorNetwork network;
    private final OnnxGraph graph = new OnnxGraph("detector");

    private DetectorExport(DetectorNetwork network) {
        this.network = network;
    }

    static void write(DetectorNetwork network, Path file) throws IOException {
        DetectorExport export = new DetectorExport(network);
        export.build();
        export.graph.write(file);
    }

    /** The layers of the written file, block by block. */
    static List<FeatureBlock> blocks(DetectorNetwork network) {
        List<FeatureBlock> blocks = new ArrayList<>();
        for (int block = 0; block < network.blocks().size(); block++) {
            List<String> layers = new ArrayList<>();
            for (int layer = 0; layer < network.blocks().get(block).size(); layer++) {
                layers.add(DetectorNetwork.layerName(block, layer));
            }
            blocks.add(new FeatureBlock("block" + (block + 1), layers));
        }
        return blocks;
    }

    private void build() {
        BirdsEyeGrid grid = network.size().grid();
        graph.input("input", grid.channels(), grid.rows(), grid.columns());
        CenterHeadGrid head = network.size().head();
        graph.output(HEAT_MAP, CenterHeadMaps.CLASSES, head.rows(), head.columns());
        graph.output(BOXES, CenterHeadMaps.BOX_CHANNELS, head.rows(), head.columns());
        List<String> ends = backbone("input", grid.rows(), grid.columns());
        graph.tensor("twice", new float[] {1, 1, 2, 2}, 4);
        int last = ends.size() - 1;
        String pyramid = lateral(last, ends.get(last));
        for (int block = last - 1; block >= 0; block--) {
            String up = "up" + (block + 1);
            // Without attributes the nearest value is taken: each cell twice in both directions. There is no region.
            node("Resize", up, pyramid, "", "twice");
            String sum = "sum" + (block + 1);
            node("Add", sum, lateral(block, ends.get(block)), up);
            pyramid = sum;
        }
        unit("neck", pyramid, network.neck(), 1);
        pointwise("heat_logits", "neck", network.heatHead());
        node("Sigmoid", HEAT_MAP, "heat_logits");
        pointwise(BOXES, "neck", network.boxHead());
    }

    /** The names of the blocks' last layers. */
    private List<String> backbone(String input, int rows, int columns) {
        List<String> ends = new ArrayList<>();
        String source = input;
        for (int block = 0; block < network.blocks().size(); block++) {
            int shrink = 2 << block;
            for (int layer = 0; layer < network.blocks().get(block).size(); layer++) {
                String name = DetectorNetwork.layerName(block, layer);
                unit(name, source, network.blocks().get(block).get(layer), layer == 0 ? 2 : 1);
                graph.output(name, network.size().widths().get(block), rows / shrink, columns / shrink);
                source = name;
            }
            ends.add(source);
        }
        return ends;
    }

    private String lateral(int block, String source) {
        String name = "lateral" + (block + 1);
        pointwise(name, source, network.laterals().get(block));
        return name;
    }

    private void unit(String name, String source, ConvolutionUnit unit, int stride) {
        ConvolutionUnit.Folded folded = unit.folded();
        int outputs = folded.biases().length;
        graph.tensor(name + ".weight", folded.weights(), outputs, folded.weights().length / outputs / 9, 3, 3);
        graph.tensor(name + ".bias", folded.biases(), outputs);
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put("kernel_shape", List.of(3L, 3L));
        attributes.put("pads", List.of(1L, 1L, 1L, 1L));
        attributes.put("strides", List.of((long) stride, (long) stride));
        String convolved = name + ".convolution";
        graph.node("Conv", convolved, List.of(source, name + ".weight", name + ".bias"), attributes);
        node("Relu", name, convolved);
    }

    private void pointwise(String name, String source, Conv2d convolution) {
        Parameter weight = convolution.getParameters().get("weight");
        Parameter bias = convolution.getParameters().get("bias");
        graph.tensor(
                name + ".weight",
                weight.getArray().toFloatArray(),
                weight.getShape().getShape());
        graph.tensor(
                name + ".bias", bias.getArray().toFloatArray(), bias.getShape().getShape());
        node("Conv", name, source, name + ".weight", name + ".bias");
    }

    private void node(String operator, String name, String... sources) {
        graph.node(operator, name, List.of(sources), new TreeMap<>());
    }
}
