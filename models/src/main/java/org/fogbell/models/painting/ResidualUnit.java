package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Twice a modulated normalisation, SiLU and a 3x3 convolution, added to what came in. In and out as {@link ModulatedNorm}. */
final class ResidualUnit extends AbstractBlock {
    private final int width;
    private final ModulatedNorm firstNorm;
    private final Conv2d first;
    private final ModulatedNorm secondNorm;
    private final Conv2d second;

    ResidualUnit(int width) {
        this.width = width;
        firstNorm = addChildBlock("first norm", new ModulatedNorm(width));
        first = addChildBlock("first", Layers.convolution(width, 3, 1, 1));
        secondNorm = addChildBlock("second norm", new ModulatedNorm(width));
        second = addChildBlock("second", Layers.silent(Layers.convolution(width, 3, 1, 1)));
    }

    NDArray of(ParameterStore parameters, NDArray maps, NDArray context, boolean training) {
        NDArray once = Layers.silu(firstNorm.of(parameters, maps, context, training));
        NDArray between = Layers.run(first, parameters, once, training);
        NDArray twice = Layers.silu(secondNorm.of(parameters, between, context, training));
        return Layers.run(second, parameters, twice, training).add(maps);
    }

    String export(OnnxLayers onnx, String name, String maps, String context, int side) {
        String normal = firstNorm.export(onnx, name + ".norm1", maps, context, side);
        onnx.convolution(name + ".conv1", onnx.silu(name + ".silu1", normal), first, 1, 1, width);
        String again = secondNorm.export(onnx, name + ".norm2", name + ".conv1", context, side);
        onnx.convolution(name + ".conv2", onnx.silu(name + ".silu2", again), second, 1, 1, width);
        return onnx.node("Add", name, name + ".conv2", maps);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(of(parameters, inputs.get(0), inputs.get(1), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        firstNorm.initialize(manager, type, inputs);
        first.initialize(manager, type, inputs[0]);
        secondNorm.initialize(manager, type, inputs);
        second.initialize(manager, type, inputs[0]);
    }
}
