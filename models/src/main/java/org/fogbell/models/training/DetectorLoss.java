package org.fogbell.models.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.fogbell.models.perception.CenterHeadGrid;
import org.fogbell.models.perception.CenterHeadMaps;

/**
 * How far a detector's answers are from {@link CenterHeadTargets}: a focal loss on the heat map, and the absolute
 * differences of the boxes in the cells with a centre. Both are sums over a batch, divided by its number of objects.
 *
 * @param boxWeight of the boxes beside the heat map
 */
/*
 * With p the answer and y the target of a cell, after Zhou et al., arXiv 1904.07850 (a = 2, b = 4):
 *
 *   y = 1:  -(1 - p)^a ln p             else:  -(1 - y)^b p^a ln(1 - p)
 *
 * p is kept away from 0 and 1, where the logarithms end.
 */
record DetectorLoss(double boxWeight) {
    private static final double EDGE = 1e-4;

    DetectorLoss {
        if (!(boxWeight >= 0)) {
            throw new IllegalArgumentException("expected a weight of at least 0, got " + boxWeight);
        }
    }

    /**
     * What a batch should be answered with, as tensors.
     *
     * @param heat frames x classes x rows x columns
     * @param boxes frames x {@link CenterHeadMaps#BOX_CHANNELS} x rows x columns
     * @param mask frames x 1 x rows x columns, 1 in cells with a centre
     * @param objects in the batch
     */
    record Batch(NDArray heat, NDArray boxes, NDArray mask, int objects) {
        static Batch of(NDManager manager, List<CenterHeadTargets> targets) {
            CenterHeadGrid grid = targets.get(0).maps().grid();
            int cells = grid.cells();
            float[] heat = new float[targets.size() * CenterHeadMaps.CLASSES * cells];
            float[] boxes = new float[targets.size() * CenterHeadMaps.BOX_CHANNELS * cells];
            float[] mask = new float[targets.size() * cells];
            int objects = 0;
            for (int i = 0; i < targets.size(); i++) {
                CenterHeadMaps maps = targets.get(i).maps();
                System.arraycopy(maps.heatMap(), 0, heat, i * maps.heatMap().length, maps.heatMap().length);
                System.arraycopy(maps.boxes(), 0, boxes, i * maps.boxes().length, maps.boxes().length);
                for (int centre : targets.get(i).centres()) {
                    mask[i * cells + centre] = 1;
                    objects++;
                }
            }
            return new Batch(
                    manager.create(heat, shape(targets.size(), CenterHeadMaps.CLASSES, grid)),
                    manager.create(boxes, shape(targets.size(), CenterHeadMaps.BOX_CHANNELS, grid)),
                    manager.create(mask, shape(targets.size(), 1, grid)),
                    objects);
        }

        private static Shape shape(int frames, int channels, CenterHeadGrid grid) {
            return new Shape(frames, channels, grid.rows(), grid.columns());
        }
    }

    /** A scalar. The outputs are those of {@link DetectorNetwork}: the first two count. */
    NDArray of(NDList outputs, Batch batch) {
        int objects = Math.max(1, batch.objects());
        NDArray heat = focal(outputs.get(0), batch.heat());
        NDArray share = Constant.beside(heat, 1.0 / objects);
        NDArray boxes =
                outputs.get(1).sub(batch.boxes()).abs().mul(batch.mask()).sum();
        return heat.mul(share).add(boxes.mul(share).mul(Constant.beside(boxes, boxWeight)));
    }

    private static NDArray focal(NDArray logits, NDArray target) {
        NDArray answer = logits.getNDArrayInternal()
                .sigmoid()
                .maximum(Constant.beside(logits, EDGE))
                .minimum(Constant.beside(logits, 1 - EDGE));
        NDArray isCentre = target.gte(1).toType(target.getDataType(), false);
        NDArray rest = answer.neg().add(1);
        NDArray centres = rest.square().mul(answer.log()).mul(isCentre);
        // Where a centre is, the weight (1 - y)^4 is 0.
        NDArray others =
                target.neg().add(1).square().square().mul(answer.square()).mul(rest.log());
        return centres.add(others).sum().neg();
    }
}
