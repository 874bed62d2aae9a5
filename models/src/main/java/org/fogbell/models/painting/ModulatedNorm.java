package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * Normalisation over groups of channels, whose scale and shift are what a context of the sample makes them. In: maps
 * [N, width, rows, columns] and contexts [N, contextWidth]; out: maps of the same shape.
 */
/* Group normalisation: Wu, He, arXiv 1803.08494; scale and shift: Perez et al., FiLM, arXiv 1709.07871. */
final class ModulatedNorm extends AbstractBlock {
    private static final int GROUPS = 8;
    /** That of ONNX's normalisation where nothing else is said. */
    private static final float EPSILON = 1e-5f;

    private final int width;
    private final Linear modulation;

    ModulatedNorm(int width) {
        this.width = width;
        modulation = addChildBlock("modulation", Layers.silent(Layers.linear(2 * width)));
    }

    NDArray of(ParameterStore parameters, NDArray maps, NDArray context, boolean training) {
        Shape shape = maps.getShape();
        Shape group = new Shape(shape.size() / shape.get(0) / GROUPS);
        NDManager manager = maps.getManager();
        NDArray normal = LayerNorm.layerNorm(
                        maps.reshape(shape.get(0), GROUPS, -1),
                        group,
                        manager.ones(group),
                        manager.zeros(group),
                        EPSILON)
                .singletonOrThrow()
                .reshape(shape);
        NDArray said = Layers.run(modulation, parameters, context, training).reshape(shape.get(0), 2L * width, 1, 1);
        NDList halves = said.split(2, 1);
        return normal.mul(halves.get(0).add(1)).add(halves.get(1));
    }

    String export(OnnxLayers onnx, String name, String maps, String context, int side) {
        float[] ones = new float[GROUPS];
        Arrays.fill(ones, 1);
        onnx.graph().tensor(name + ".ones", ones, GROUPS);
        onnx.graph().tensor(name + ".zeros", new float[GROUPS], GROUPS);
        String groups = onnx.reshape(name + ".groups", maps, 0, GROUPS, -1);
        onnx.node("InstanceNormalization", name + ".normal", groups, name + ".ones", name + ".zeros");
        String normal = onnx.reshape(name + ".maps", name + ".normal", 0, width, side, side);
        String scale = onnx.linear(name + ".scale", context, modulation, 0, width, 1);
        String shift = onnx.linear(name + ".shift", context, modulation, width, width, 0);
        onnx.node("Mul", name + ".scaled", normal, onnx.reshape(name + ".scales", scale, 0, width, 1, 1));
        return onnx.node("Add", name, name + ".scaled", onnx.reshape(name + ".shifts", shift, 0, width, 1, 1));
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
        modulation.initialize(manager, type, inputs[1]);
    }
}
