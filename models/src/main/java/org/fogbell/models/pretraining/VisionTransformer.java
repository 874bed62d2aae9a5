package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image is as tokens: the class token first, then its patches row by row. Patches come in by one linear map, and
 * each place has a learned vector; that of the class token is the token itself.
 */
record VisionTransformer(
        TransformerSize size, Dense embedding, Parameter positions, List<TransformerLayer> layers, Normalisation last) {
    static VisionTransformer of(TransformerSize size) {
        List<TransformerLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < size.depth(); layer++) {
            layers.add(TransformerLayer.of("layer" + layer, size));
        }
        return new VisionTransformer(
                size,
                Dense.of("embedding", size.patchSize(), size.width()),
                Weights.positions("positions", size.tokens(), size.width()),
                List.copyOf(layers),
                Normalisation.of("last", size.width()));
    }

    /**
     * Images x tokens x width, of the patches in the window alone.
     *
     * @param images x 3 x side x side, normalised as the exported folder says
     */
    NDArray tokens(NDArray images, Window window) {
        long count = images.getShape().get(0);
        int patches = size.patches();
        NDArray seen = within(
                        window,
                        images.reshape(count, 3, patches, size.patch(), patches, size.patch())
                                .transpose(0, 2, 4, 1, 3, 5)
                                .reshape(count, patches, patches, size.patchSize()))
                .reshape(count, (long) window.size() * window.size(), size.patchSize());
        NDArray places = within(window, positions.getArray().get("1:").reshape(1, patches, patches, size.width()))
                .reshape(1, (long) window.size() * window.size(), size.width());
        NDArray first =
                positions.getArray().get("0:1").reshape(1, 1, size.width()).broadcast(count, 1, size.width());
        NDArray tokens = NDArrays.concat(new NDList(first, embedding.apply(seen).add(places)), 1);
        for (TransformerLayer layer : layers) {
            tokens = layer.apply(tokens);
        }
        return last.apply(tokens);
    }

    private static NDArray within(Window window, NDArray grid) {
        return grid.get(new NDIndex(
                ":, {}:{}, {}:{}",
                window.row(),
                window.row() + window.size(),
                window.column(),
                window.column() + window.size()));
    }

    /** Images x width: the class tokens. */
    NDArray classTokens(NDArray images, Window window) {
        return tokens(images, window).get(":, 0");
    }

    Shape imageShape(long count) {
        return new Shape(count, 3, size.side(), size.side());
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(embedding.weight(), embedding.bias(), positions));
        layers.forEach(layer -> all.addAll(layer.parameters()));
        all.add(last.scale());
        all.add(last.shift());
        return all;
    }
}
