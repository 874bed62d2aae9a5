package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.perception.CenterHeadGrid;
import org.fogbell.models.perception.CenterHeadMaps;
import org.fogbell.models.perception.ObjectClass;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The detector's loss on PyTorch through DJL against the formula. */
class DetectorLossITCase {
    private static final CenterHeadGrid GRID = new CenterHeadGrid(0, 0, 1, 5, 4);
    private static final Box3d BOX = new Box3d(2.25, 1.75, -1, 4, 1.6, 1.5, 0.5);

    private static NDManager manager;

    @BeforeAll
    static void startTheEngine() {
        manager = PyTorch.newManager();
    }

    @AfterAll
    static void free() {
        manager.close();
    }

    @Test
    void isTheFocalLossPlusTheDistanceOfTheBoxes() {
        CenterHeadTargets targets = CenterHeadTargets.of(GRID, List.of(new TargetObject(ObjectClass.CAR, BOX)));
        float[] logits = new float[CenterHeadMaps.CLASSES * GRID.cells()];
        float[] boxes = new float[CenterHeadMaps.BOX_CHANNELS * GRID.cells()];
        double expected = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.sin(i);
            double answer = 1 / (1 + Math.exp(-logits[i]));
            double target = targets.maps().heatMap()[i];
            expected -= target == 1
                    ? Math.pow(1 - answer, 2) * Math.log(answer)
                    : Math.pow(1 - target, 4) * Math.pow(answer, 2) * Math.log(1 - answer);
        }
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = (float) Math.cos(i);
        }
        int cell = GRID.cell(2.25, 1.75);
        for (int channel = 0; channel < CenterHeadMaps.BOX_CHANNELS; channel++) {
            int at = channel * GRID.cells() + cell;
            expected += 0.5 * Math.abs(boxes[at] - targets.maps().boxes()[at]);
        }
        NDArray loss =
                new DetectorLoss(0.5).of(outputs(logits, boxes, 1), DetectorLoss.Batch.of(manager, List.of(targets)));
        assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-4));
    }

    @Test
    void twoEqualFramesLoseAsMuchAsOne() {
        CenterHeadTargets targets = CenterHeadTargets.of(GRID, List.of(new TargetObject(ObjectClass.CAR, BOX)));
        float[] logits = new float[2 * CenterHeadMaps.CLASSES * GRID.cells()];
        float[] boxes = new float[2 * CenterHeadMaps.BOX_CHANNELS * GRID.cells()];
        double both = new DetectorLoss(1)
                .of(outputs(logits, boxes, 2), DetectorLoss.Batch.of(manager, List.of(targets, targets)))
                .getFloat();
        double one = new DetectorLoss(1)
                .of(
                        outputs(new float[logits.length / 2], new float[boxes.length / 2], 1),
                        DetectorLoss.Batch.of(manager, List.of(targets)))
                .getFloat();
        assertThat(both).isCloseTo(one, within(1e-4));
    }

    @Test
    void anEmptySweepLosesWhatItSees() {
        CenterHeadTargets nothing = CenterHeadTargets.of(GRID, List.of());
        float[] logits = new float[CenterHeadMaps.CLASSES * GRID.cells()];
        float[] boxes = new float[CenterHeadMaps.BOX_CHANNELS * GRID.cells()];
        NDArray loss =
                new DetectorLoss(1).of(outputs(logits, boxes, 1), DetectorLoss.Batch.of(manager, List.of(nothing)));
        assertThat((double) loss.getFloat()).isCloseTo(60 * 0.25 * Math.log(2), within(1e-4));
    }

    @Test
    void staysFiniteWhereTheAnswerIsCertain() {
        CenterHeadTargets targets = CenterHeadTargets.of(GRID, List.of(new TargetObject(ObjectClass.CAR, BOX)));
        float[] boxes = new float[CenterHeadMaps.BOX_CHANNELS * GRID.cells()];
        for (float logit : new float[] {-1000, 1000}) {
            float[] logits = new float[CenterHeadMaps.CLASSES * GRID.cells()];
            Arrays.fill(logits, logit);
            NDArray gradient = PyTorch.gradient(
                    manager.create(logits, new Shape(1, CenterHeadMaps.CLASSES, 5, 4)), x -> new DetectorLoss(1)
                            .of(
                                    new NDList(x, manager.create(boxes, new Shape(1, 8, 5, 4))),
                                    DetectorLoss.Batch.of(manager, List.of(targets))));
            for (float value : gradient.toFloatArray()) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void refusesAWeightThatMeansNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectorLoss(-1))
                .withMessageContaining("-1");
    }

    private static NDList outputs(float[] logits, float[] boxes, int frames) {
        return new NDList(
                manager.create(logits, new Shape(frames, CenterHeadMaps.CLASSES, 5, 4)),
                manager.create(boxes, new Shape(frames, CenterHeadMaps.BOX_CHANNELS, 5, 4)));
    }
}
