package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import org.fogbell.models.training.Constant;

/**
 * One layer of a transformer: tokens attend to each other, then each goes through two dense maps, both with normalisation
 * before and what came in added after.
 *
 * <p>Source: Dosovitskiy et al., An image is worth 16x16 words, arXiv 2010.11929.
 */
record TransformerLayer(
        int heads,
        Normalisation beforeAttention,
        Dense queriesKeysValues,
        Dense attended,
        Normalisation beforeMap,
        Dense widened,
        Dense narrowed) {
    /** The inner width of the dense maps, in widths of a token. */
    static final int WIDENING = 4;

    static TransformerLayer of(String name, TransformerSize size) {
        int width = size.width();
        return new TransformerLayer(
                size.heads(),
                Normalisation.of(name + "BeforeAttention", width),
                Dense.of(name + "QueriesKeysValues", width, 3 * width),
                Dense.of(name + "Attended", width, width),
                Normalisation.of(name + "BeforeMap", width),
                Dense.of(name + "Widened", width, WIDENING * width),
                Dense.of(name + "Narrowed", WIDENING * width, width));
    }

    /** Images x tokens x width, in and out. */
    NDArray apply(NDArray tokens) {
        NDArray attending = tokens.add(attended.apply(attention(beforeAttention.apply(tokens))));
        NDArray wide = widened.apply(beforeMap.apply(attending));
        return attending.add(narrowed.apply(wide.getNDArrayInternal().gelu()));
    }

    private NDArray attention(NDArray tokens) {
        Shape shape = tokens.getShape();
        long width = shape.get(2);
        NDArray all = queriesKeysValues
                .apply(tokens)
                .reshape(shape.get(0), shape.get(1), 3, heads, width / heads)
                .transpose(2, 0, 3, 1, 4);
        NDArray queries = all.get(0);
        NDArray scores = queries.mul(Constant.beside(queries, 1 / Math.sqrt((double) width / heads)))
                .matMul(all.get(1).transpose(0, 1, 3, 2));
        return scores.softmax(-1).matMul(all.get(2)).transpose(0, 2, 1, 3).reshape(shape);
    }

    List<Parameter> parameters() {
        return List.of(
                beforeAttention.scale(),
                beforeAttention.shift(),
                queriesKeysValues.weight(),
                queriesKeysValues.bias(),
                attended.weight(),
                attended.bias(),
                beforeMap.scale(),
                beforeMap.shift(),
                widened.weight(),
                widened.bias(),
                narrowed.weight(),
                narrowed.bias());
    }
}
