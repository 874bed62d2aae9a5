package org.fogbell.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.perception.CenterHeadMaps;

/**
 * A single-stage LiDAR detector over a bird's-eye grid: blocks of one strided and several equal convolutions, a top-down
 * neck that brings their outputs to the sides of the first, and a centre head.
 *
 * <p>In: frames x channels x rows x columns. Out: the logits of the heat map, the boxes, and then each block's layers in
 * the order in which they run, the strided one first.
 */
/*
 * Backbone after Yan, Mao, Li, SECOND (Sensors 18(10), 2018) and Lang et al., PointPillars (CVPR 2019); neck after Lin et
 * al., Feature Pyramid Networks (CVPR 2017): from the last block on, each cell four times, plus the next
 * block through a 1x1; head after Zhou et al., Objects as Points (arXiv 1904.07850).
 */
final class DetectorNetwork extends AbstractBlock {
    /** The heat map starts at a tenth everywhere, so that the many empty cells do not swamp the first steps. */
    private static final float INITIAL_LOGIT = (float) Math.log(0.1 / 0.9);

    private final DetectorSize size;
    private final List<List<ConvolutionUnit>> blocks = new ArrayList<>();
    private final List<Conv2d> laterals = new ArrayList<>();
    private final ConvolutionUnit neck;
    private final Conv2d heatHead;
    private final Conv2d boxHead;

    DetectorNetwork(DetectorSize size) {
        this.size = size;
        for (int block = 0; block < size.widths().size(); block++) {
            List<ConvolutionUnit> units = new ArrayList<>();
            for (int layer = 0; layer <= size.equalLayers(); layer++) {
                units.add(addChildBlock(
                        layerName(block, layer),
                        new ConvolutionUnit(size.widths().get(block), layer == 0 ? 2 : 1)));
            }
            blocks.add(units);
            laterals.add(addChildBlock("lateral" + (block + 1), pointwise(size.neckWidth())));
        }
        neck = addChildBlock("neck", new ConvolutionUnit(size.neckWidth(), 1));
        heatHead = addChildBlock("heat", pointwise(CenterHeadMaps.CLASSES));
        boxHead = addChildBlock("boxes", pointwise(CenterHeadMaps.BOX_CHANNELS));
        setInitializer(
                new XavierInitializer(XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2),
                Parameter.Type.WEIGHT);
        heatHead.setInitializer(new ConstantInitializer(INITIAL_LOGIT), Parameter.Type.BIAS);
    }

    private static Conv2d pointwise(int width) {
        return Conv2d.builder()
                .setFilters(width)
                .setKernelShape(new Shape(1, 1))
                .build();
    }

    /** What the layer's output is called in a bundle. */
    static String layerName(int block, int layer) {
        return "block" + (block + 1) + ".layer" + layer;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDList layers = new NDList();
        List<NDList> ends = new ArrayList<>();
        NDList current = inputs;
        for (List<ConvolutionUnit> block : blocks) {
            for (ConvolutionUnit unit : block) {
                current = unit.forward(parameters, current, training);
                layers.add(current.singletonOrThrow());
            }
            ends.add(current);
        }
        int last = blocks.size() - 1;
        NDArray pyramid =
                laterals.get(last).forward(parameters, ends.get(last), training).singletonOrThrow();
        for (int block = last - 1; block >= 0; block--) {
            NDArray up = pyramid.repeat(2, 2).repeat(3, 2);
            pyramid = laterals.get(block)
                    .forward(parameters, ends.get(block), training)
                    .singletonOrThrow()
                    .add(up);
        }
        NDList seen = neck.forward(parameters, new NDList(pyramid), training);
        NDList outputs = new NDList();
        outputs.addAll(heatHead.forward(parameters, seen, training));
        outputs.addAll(boxHead.forward(parameters, seen, training));
        outputs.addAll(layers);
        return outputs;
    }

    /** The layers among the outputs, block by block, as {@link EntropyLoss} takes them. */
    List<NDList> blocksOf(NDList outputs) {
        List<NDList> split = new ArrayList<>();
        int from = 2;
        for (List<ConvolutionUnit> block : blocks) {
            split.add(new NDList(outputs.subList(from, from + block.size())));
            from += block.size();
        }
        return split;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long frames = inputs[0].get(0);
        long rows = inputs[0].get(2);
        long columns = inputs[0].get(3);
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(frames, CenterHeadMaps.CLASSES, rows / 2, columns / 2));
        shapes.add(new Shape(frames, CenterHeadMaps.BOX_CHANNELS, rows / 2, columns / 2));
        for (int block = 0; block < blocks.size(); block++) {
            rows /= 2;
            columns /= 2;
            for (int layer = 0; layer < blocks.get(block).size(); layer++) {
                shapes.add(new Shape(frames, size.widths().get(block), rows, columns));
            }
        }
        return shapes.toArray(Shape[]::new);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape current = inputs[0];
        List<Shape> ends = new ArrayList<>();
        for (List<ConvolutionUnit> block : blocks) {
            for (ConvolutionUnit unit : block) {
                unit.initialize(manager, type, current);
                current = unit.getOutputShapes(new Shape[] {current})[0];
            }
            ends.add(current);
        }
        for (int block = 0; block < blocks.size(); block++) {
            laterals.get(block).initialize(manager, type, ends.get(block));
        }
        Shape end = ends.get(0);
        Shape seen = new Shape(end.get(0), size.neckWidth(), end.get(2), end.get(3));
        neck.initialize(manager, type, seen);
        heatHead.initialize(manager, type, seen);
        boxHead.initialize(manager, type, seen);
    }

    DetectorSize size() {
        return size;
    }

    List<List<ConvolutionUnit>> blocks() {
        return blocks;
    }

    List<Conv2d> laterals() {
        return laterals;
    }

    ConvolutionUnit neck() {
        return neck;
    }

    Conv2d heatHead() {
        return heatHead;
    }

    Conv2d boxHead() {
        return boxHead;
    }
}
