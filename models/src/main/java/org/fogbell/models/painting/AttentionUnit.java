package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * Each cell looks at all cells and at the words of the sentence, and what it takes from them is added to it. In: maps and
 * contexts as {@link ModulatedNorm}, and words [N, tokens, textWidth].
 */
/* Vaswani et al., arXiv 1706.03762, with one head; cells and words in one softmax. */
final class AttentionUnit extends AbstractBlock {
    private final int width;
    private final ModulatedNorm norm;
    private final Linear queries;
    private final Linear keys;
    private final Linear values;
    private final Linear wordKeys;
    private final Linear wordValues;
    private final Linear taken;

    AttentionUnit(int width) {
        this.width = width;
        norm = addChildBlock("norm", new ModulatedNorm(width));
        queries = addChildBlock("queries", Layers.linear(width));
        keys = addChildBlock("keys", Layers.linear(width));
        values = addChildBlock("values", Layers.linear(width));
        wordKeys = addChildBlock("word keys", Layers.linear(width));
        wordValues = addChildBlock("word values", Layers.linear(width));
        taken = addChildBlock("taken", Layers.silent(Layers.linear(width)));
    }

    NDArray of(ParameterStore parameters, NDArray maps, NDArray context, NDArray words, boolean training) {
        Shape shape = maps.getShape();
        NDArray cells = norm.of(parameters, maps, context, training)
                .reshape(shape.get(0), width, -1)
                .transpose(0, 2, 1);
        NDArray all = Layers.attention(
                Layers.run(queries, parameters, cells, training),
                Layers.run(keys, parameters, cells, training)
                        .concat(Layers.run(wordKeys, parameters, words, training), 1),
                Layers.run(values, parameters, cells, training)
                        .concat(Layers.run(wordValues, parameters, words, training), 1));
        return Layers.run(taken, parameters, all, training)
                .transpose(0, 2, 1)
                .reshape(shape)
                .add(maps);
    }

    String export(OnnxLayers onnx, String name, String maps, String context, String words, int side) {
        String normal = norm.export(onnx, name + ".norm", maps, context, side);
        String flat = onnx.reshape(name + ".flat", normal, 0, width, (long) side * side);
        String cells = onnx.transpose(name + ".cells", flat, 0L, 2L, 1L);
        String query = onnx.linear(name + ".queries", cells, queries);
        String key = joined(
                onnx,
                name + ".keys",
                onnx.linear(name + ".cell_keys", cells, keys),
                onnx.linear(name + ".word_keys", words, wordKeys));
        String value = joined(
                onnx,
                name + ".values",
                onnx.linear(name + ".cell_values", cells, values),
                onnx.linear(name + ".word_values", words, wordValues));
        String all = onnx.attention(name + ".attention", query, key, value, width, "");
        String back = onnx.transpose(name + ".back", onnx.linear(name + ".taken", all, taken), 0L, 2L, 1L);
        return onnx.node("Add", name, onnx.reshape(name + ".maps", back, 0, width, side, side), maps);
    }

    private static String joined(OnnxLayers onnx, String name, String cells, String words) {
        onnx.graph().node("Concat", name, List.of(cells, words), "axis", 1);
        return name;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(of(parameters, inputs.get(0), inputs.get(1), inputs.get(2), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        norm.initialize(manager, type, inputs[0], inputs[1]);
        Shape cells = new Shape(inputs[0].get(0), inputs[0].get(2) * inputs[0].get(3), width);
        for (Linear layer : List.of(queries, keys, values, taken)) {
            layer.initialize(manager, type, cells);
        }
        wordKeys.initialize(manager, type, inputs[2]);
        wordValues.initialize(manager, type, inputs[2]);
    }
}
