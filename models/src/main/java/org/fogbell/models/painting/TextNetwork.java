package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.List;
import org.fogbell.models.perception.OnnxGraph;
import org.fogbell.models.training.Constant;

/**
 * What a sentence's words mean beside one another: a table of words and one of places, then one layer in which words look at
 * words. In: token numbers [N, tokens] as whole numbers of 64 bits, 0 for no word; out: [N, tokens, width], zeros where there is no word.
 */
final class TextNetwork extends AbstractBlock {
    static final String TOKENS = "input_ids";
    static final String TEXT = "last_hidden_state";

    private static final float FIRST_SPREAD = 0.5f;
    private static final double UNSEEN = 1e4;
    /** The number of float32 among ONNX's types. */
    private static final long ONNX_FLOAT = 1;

    private final int words;
    private final int tokens;
    private final int width;
    private final Parameter table;
    private final Parameter places;
    private final Linear queries;
    private final Linear keys;
    private final Linear values;
    private final Linear taken;
    private final Linear wide;
    private final Linear narrow;

    /**
     * @param words in the vocabulary, with the one that is no word
     * @param tokens of every sentence
     */
    TextNetwork(int words, int tokens, int width) {
        this.words = words;
        this.tokens = tokens;
        this.width = width;
        table = addParameter(table("words", words));
        places = addParameter(table("places", tokens));
        queries = addChildBlock("queries", Layers.linear(width));
        keys = addChildBlock("keys", Layers.linear(width));
        values = addChildBlock("values", Layers.linear(width));
        taken = addChildBlock("taken", Layers.silent(Layers.linear(width)));
        wide = addChildBlock("wide", Layers.linear(2 * width));
        narrow = addChildBlock("narrow", Layers.silent(Layers.linear(width)));
    }

    private Parameter table(String name, int rows) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(rows, width))
                .optInitializer(new NormalInitializer(FIRST_SPREAD))
                .build();
    }

    NDArray of(ParameterStore parameters, NDArray ids, boolean training) {
        NDArray isWord = ids.toType(DataType.FLOAT32, false).sign();
        NDArray unseen = isWord.sub(1).mul(Constant.beside(isWord, UNSEEN)).expandDims(1);
        NDArray meant = Embedding.embedding(
                        ids, parameters.getValue(table, ids.getDevice(), training), SparseFormat.DENSE)
                .singletonOrThrow()
                .add(parameters.getValue(places, ids.getDevice(), training));
        NDArray seen = Layers.attention(
                Layers.run(queries, parameters, meant, training),
                Layers.run(keys, parameters, meant, training),
                Layers.run(values, parameters, meant, training),
                unseen);
        NDArray together = Layers.run(taken, parameters, seen, training).add(meant);
        NDArray thought = Layers.silu(Layers.run(wide, parameters, together, training));
        return Layers.run(narrow, parameters, thought, training).add(together).mul(isWord.expandDims(2));
    }

    OnnxLayers export() {
        OnnxGraph graph = new OnnxGraph("text_encoder");
        OnnxLayers onnx = new OnnxLayers(graph);
        graph.wholeInput(TOKENS, tokens);
        graph.output(TEXT, tokens, width);
        graph.node("Cast", "numbers", List.of(TOKENS), "to", ONNX_FLOAT);
        onnx.node("Sign", "is_word", "numbers");
        graph.tensor("one", new float[] {1});
        onnx.node("Sub", "is_none", "is_word", "one");
        String unseen = onnx.reshape("unseen", onnx.scaled("unseen_words", "is_none", UNSEEN), 0, 1, tokens);
        graph.tensor("words", OnnxLayers.numbers(this, "words"), words, width);
        graph.tensor("places", OnnxLayers.numbers(this, "places"), tokens, width);
        onnx.node("Gather", "alone", "words", TOKENS);
        String meant = onnx.node("Add", "meant", "alone", "places");
        String seen = onnx.attention(
                "seen",
                onnx.linear("queries", meant, queries),
                onnx.linear("keys", meant, keys),
                onnx.linear("values", meant, values),
                width,
                unseen);
        onnx.node("Add", "together", onnx.linear("taken", seen, taken), meant);
        String thought = onnx.silu("thought", onnx.linear("wide", "together", wide));
        onnx.node("Add", "all", onnx.linear("narrow", thought, narrow), "together");
        onnx.node("Mul", TEXT, "all", onnx.reshape("word_or_zero", "is_word", 0, tokens, 1));
        return onnx;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(of(parameters, inputs.singletonOrThrow(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), tokens, width)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape sentence = new Shape(inputs[0].get(0), tokens, width);
        for (Linear layer : List.of(queries, keys, values, taken, wide)) {
            layer.initialize(manager, type, sentence);
        }
        narrow.initialize(manager, type, new Shape(inputs[0].get(0), tokens, 2L * width));
    }
}
