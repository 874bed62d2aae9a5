package org.fogbell.models.painting;

import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fogbell.models.perception.OnnxGraph;

/** Layers of PyTorch as nodes of an ONNX network. A layer's output has the layer's name, which is what each method returns. */
final class OnnxLayers {
    private final OnnxGraph graph;

    OnnxLayers(OnnxGraph graph) {
        this.graph = graph;
    }

    void write(Path file) throws IOException {
        graph.write(file);
    }

    OnnxGraph graph() {
        return graph;
    }

    /** @param outputs the first of its channels, which are all that leave */
    String convolution(String name, String source, Conv2d layer, int stride, int border, int outputs) {
        float[] weights = numbers(layer, "weight");
        long[] shape = layer.getParameters().get("weight").getShape().getShape();
        int taps = weights.length / (int) shape[0];
        graph.tensor(name + ".weight", Arrays.copyOf(weights, taps * outputs), outputs, shape[1], shape[2], shape[3]);
        graph.tensor(name + ".bias", Arrays.copyOf(numbers(layer, "bias"), outputs), outputs);
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put("kernel_shape", List.of(shape[2], shape[3]));
        attributes.put("pads", List.of((long) border, (long) border, (long) border, (long) border));
        attributes.put("strides", List.of((long) stride, (long) stride));
        graph.node("Conv", name, List.of(source, name + ".weight", name + ".bias"), attributes);
        return name;
    }

    String linear(String name, String source, Linear layer) {
        int units = numbers(layer, "bias").length;
        return linear(name, source, layer, 0, units, 0);
    }

    /**
     * Some of a layer's outputs.
     *
     * @param more what is added to their biases
     */
    String linear(String name, String source, Linear layer, int first, int count, float more) {
        float[] weights = numbers(layer, "weight");
        float[] biases = numbers(layer, "bias");
        int inputs = weights.length / biases.length;
        float[] turned = new float[inputs * count];
        float[] shifted = new float[count];
        for (int unit = 0; unit < count; unit++) {
            shifted[unit] = biases[first + unit] + more;
            for (int input = 0; input < inputs; input++) {
                turned[input * count + unit] = weights[(first + unit) * inputs + input];
            }
        }
        graph.tensor(name + ".weight", turned, inputs, count);
        graph.tensor(name + ".bias", shifted, count);
        node("MatMul", name + ".product", source, name + ".weight");
        return node("Add", name, name + ".product", name + ".bias");
    }

    String silu(String name, String source) {
        node("Sigmoid", name + ".share", source);
        return node("Mul", name, source, name + ".share");
    }

    /** @param sides 0 for one that stays, -1 for what is left */
    String reshape(String name, String source, long... sides) {
        graph.wholeNumbers(name + ".shape", sides);
        return node("Reshape", name, source, name + ".shape");
    }

    String transpose(String name, String source, Long... axes) {
        SortedMap<String, List<Long>> attributes = new TreeMap<>();
        attributes.put("perm", List.of(axes));
        graph.node("Transpose", name, List.of(source), attributes);
        return name;
    }

    /** Each cell twice in both directions. */
    String twice(String name, String source) {
        graph.tensor(name + ".scales", new float[] {1, 1, 2, 2}, 4);
        return node("Resize", name, source, "", name + ".scales");
    }

    String scaled(String name, String source, double factor) {
        graph.tensor(name + ".factor", new float[] {(float) factor});
        return node("Mul", name, source, name + ".factor");
    }

    /** What each position of {@code queries} takes from all of {@code values}. */
    String attention(String name, String queries, String keys, String values, int width, String addedToScores) {
        transpose(name + ".turned", keys, 0L, 2L, 1L);
        node("MatMul", name + ".likeness", queries, name + ".turned");
        String scores = scaled(name + ".scores", name + ".likeness", 1 / Math.sqrt(width));
        if (!addedToScores.isEmpty()) {
            scores = node("Add", name + ".masked", scores, addedToScores);
        }
        node("Softmax", name + ".shares", scores);
        return node("MatMul", name, name + ".shares", values);
    }

    String node(String operator, String name, String... sources) {
        graph.node(operator, name, List.of(sources), new TreeMap<>());
        return name;
    }

    static float[] numbers(Block layer, String parameter) {
        return layer.getParameters().get(parameter).getArray().toFloatArray();
    }
}
