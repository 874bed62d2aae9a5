package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Text encoder and denoising network, which learn together. In: samples, timesteps and token numbers; out: as the samples. */
final class GeneratorNetwork extends AbstractBlock {
    private final TextNetwork text;
    private final DenoisingNetwork denoising;

    /**
     * @param words in the vocabulary
     * @param side of the images
     */
    GeneratorNetwork(GeneratorSize size, int words, int side) {
        text = addChildBlock("text", new TextNetwork(words, RoadCaptions.TOKENS, size.textWidth()));
        denoising = addChildBlock("denoising", new DenoisingNetwork(size, side));
    }

    NDArray of(ParameterStore parameters, NDArray samples, NDArray times, NDArray ids, boolean training) {
        return denoising.of(parameters, samples, times, text.of(parameters, ids, training), training);
    }

    TextNetwork text() {
        return text;
    }

    DenoisingNetwork denoising() {
        return denoising;
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
        text.initialize(manager, type, inputs[2]);
        denoising.initialize(manager, type, inputs[0], inputs[1], text.getOutputShapes(new Shape[] {inputs[2]})[0]);
    }
}
