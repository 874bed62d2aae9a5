package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.fogbell.models.perception.OnnxGraph;

/** A network over 3 x 16 x 16 in the making, with random weights. */
final class SmallNetwork {
    static final String INPUT = "input";
    static final int SIDE = 16;

    private final OnnxGraph graph = new OnnxGraph("small");
    private final Random random = new Random(3);

    SmallNetwork() {
        graph.input(INPUT, 3, SIDE, SIDE);
    }

    /** A 3x3 convolution that keeps the sides. */
    SmallNetwork conv(String output, String from, int inputs, int outputs) {
        float[] weights = new float[outputs * inputs * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (9 * inputs)));
        }
        return conv(output, from, inputs, weights, new float[outputs]);
    }

    SmallNetwork conv(String output, String from, int inputs, float[] weights, float[] biases) {
        graph.tensor(output + ".w", weights, biases.length, inputs, 3, 3);
        graph.tensor(output + ".b", biases, biases.length);
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put("kernel_shape", List.of(3L, 3L));
        attributes.put("pads", List.of(1L, 1L, 1L, 1L));
        graph.node("Conv", output, List.of(from, output + ".w", output + ".b"), attributes);
        return this;
    }

    SmallNetwork node(String operator, String output, String... inputs) {
        graph.node(operator, output, List.of(inputs), Collections.emptySortedMap());
        return this;
    }

    SmallNetwork number(String name, float value) {
        graph.tensor(name, new float[] {value}, 1);
        return this;
    }

    /** A convolution and ReLU of 12 channels. */
    SmallNetwork unit(String output, String from, int inputs) {
        return conv(output + ".conv", from, inputs, 12).node("Relu", output, output + ".conv");
    }

    Path write(Path folder, String... outputs) throws IOException {
        for (String output : outputs) {
            graph.output(output, 12, SIDE, SIDE);
        }
        Path file = folder.resolve("small.onnx");
        graph.write(file);
        return file;
    }

    /** Three units, a, b and c. */
    static Path chain(Path folder) throws IOException {
        return new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .unit("c", "b", 12)
                .write(folder, "c");
    }

    /** Changes a written network. */
    static Path change(Path file, UnaryOperator<ModelProto> change) throws IOException {
        Files.write(
                file,
                change.apply(ModelProto.parseFrom(Files.readAllBytes(file))).toByteArray());
        return file;
    }

    static Path changeGraph(Path file, UnaryOperator<GraphProto.Builder> change) throws IOException {
        return change(file, model -> model.toBuilder()
                .setGraph(change.apply(model.getGraph().toBuilder()))
                .build());
    }

    static List<List<String>> blocks(InspectedNetwork network, int minLayers) {
        List<List<String>> blocks = new ArrayList<>();
        network.blocks(minLayers).forEach(block -> blocks.add(block.layers()));
        return blocks;
    }
}
