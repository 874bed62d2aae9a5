package org.fogbell.models.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A student, or its teacher: a transformer and a head on its class token. Images x 3 x side x side in, images x prototypes
 * out. Its weights live until the manager that it was initialised with is closed.
 */
final class DistillationNetwork extends AbstractBlock {
    private final VisionTransformer transformer;
    private final ProjectionHead head;
    private final int prototypes;

    DistillationNetwork(TransformerSize size, int prototypes) {
        this.transformer = VisionTransformer.of(size);
        this.head = ProjectionHead.of(size.width(), prototypes);
        this.prototypes = prototypes;
        transformer.parameters().forEach(this::addParameter);
        head.parameters().forEach(this::addParameter);
    }

    void initialize(NDManager manager) {
        initialize(manager, DataType.FLOAT32, transformer.imageShape(1));
    }

    NDArray logits(NDArray images, Window window) {
        return head.apply(transformer.classTokens(images, window));
    }

    VisionTransformer transformer() {
        return transformer;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(logits(inputs.singletonOrThrow(), Window.whole(transformer.size())));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), prototypes)};
    }
}
