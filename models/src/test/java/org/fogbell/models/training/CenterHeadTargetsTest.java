package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.perception.BirdsEyeGrid;
import org.fogbell.models.perception.CenterHeadDecoder;
import org.fogbell.models.perception.CenterHeadGrid;
import org.fogbell.models.perception.DetectedObject;
import org.fogbell.models.perception.ObjectClass;
import org.junit.jupiter.api.Test;

class CenterHeadTargetsTest {
    private static final CenterHeadGrid GRID =
            CenterHeadGrid.of(new BirdsEyeGrid(0, 51.2, -25.6, 25.6, -3, 1, 0.32, 5), 2);

    @Test
    void decodingGivesTheObjectsBack() {
        for (long seed = 0; seed < 20; seed++) {
            List<TargetObject> objects = apart(new Random(seed));
            List<DetectedObject> decoded = CenterHeadDecoder.defaults()
                    .decode(CenterHeadTargets.of(GRID, objects).maps());
            assertThat(decoded).as("seed %d", seed).hasSameSizeAs(objects);
            for (TargetObject object : objects) {
                DetectedObject found = nearest(decoded, object.box());
                assertThat(found.type()).as("seed %d", seed).isEqualTo(object.type());
                assertThat(found.score()).as("seed %d", seed).isEqualTo(1);
                assertSame(found.box(), object.box());
            }
        }
    }

    @Test
    void heatFallsOffAlongTheBoxMoreSlowlyThanAcross() {
        Box3d bus = new Box3d(20.16, 0.32, -1, 12, 2.5, 3, Math.PI / 2);
        CenterHeadTargets targets = CenterHeadTargets.of(GRID, List.of(new TargetObject(ObjectClass.CAR, bus)));
        int centre = GRID.cell(20.16, 0.32);
        float[] heat = targets.maps().heatMap();
        double sigmaAlong = 12 / 0.64 / 6;
        assertThat(heat[centre]).isEqualTo(1);
        assertThat(heat[centre + 2]).isCloseTo((float) Math.exp(-2 / (sigmaAlong * sigmaAlong)), within(1e-6f));
        assertThat(heat[centre + 2 * GRID.columns()])
                .isCloseTo((float) Math.exp(-2 / (0.8 * 0.8)), within(1e-6f))
                .isLessThan(heat[centre + 2]);
        assertThat(heat[GRID.cells() + centre]).as("pedestrians").isZero();
    }

    @Test
    void heatOfNeighboursIsTheHigherOfBoth() {
        TargetObject one = new TargetObject(ObjectClass.PEDESTRIAN, new Box3d(10.2, 0.3, -1, 0.6, 0.6, 1.7, 0));
        TargetObject other = new TargetObject(ObjectClass.PEDESTRIAN, new Box3d(10.2, 1.6, -1, 0.6, 0.6, 1.7, 0));
        float[] heat = CenterHeadTargets.of(GRID, List.of(one, other)).maps().heatMap();
        int between = GRID.cells() + GRID.cell(10.2, 0.9);
        assertThat(heat[between]).isCloseTo((float) Math.exp(-0.5 / 0.64), within(1e-6f));
        assertThat(heat[between - 1]).isEqualTo(1);
        assertThat(heat[between + 1]).isEqualTo(1);
    }

    @Test
    void leavesOutObjectsBeyondTheGridAndSecondOnesInACell() {
        TargetObject behind = car(-0.1, 0);
        TargetObject beside = car(10, 25.7);
        TargetObject first = car(10, 10);
        TargetObject second = new TargetObject(ObjectClass.CYCLIST, first.box());
        CenterHeadTargets targets = CenterHeadTargets.of(GRID, List.of(behind, beside, first, second));
        assertThat(targets.centres()).containsExactly(GRID.cell(10, 10));
        assertThat(CenterHeadDecoder.defaults().decode(targets.maps()))
                .extracting(DetectedObject::type)
                .containsExactly(ObjectClass.CAR);
    }

    @Test
    void anEmptySweepHasEmptyTargets() {
        CenterHeadTargets targets = CenterHeadTargets.of(GRID, List.of());
        assertThat(targets.centres()).isEmpty();
        assertThat(targets.maps().heatMap()).containsOnly(0);
    }

    /** Objects of all classes, 7 m and more from one another. */
    private static List<TargetObject> apart(Random random) {
        List<TargetObject> objects = new ArrayList<>();
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                ObjectClass type = ObjectClass.values()[random.nextInt(3)];
                objects.add(new TargetObject(
                        type,
                        new Box3d(
                                2 + 10 * row + 2 * random.nextDouble(),
                                -22 + 10 * column + 2 * random.nextDouble(),
                                random.nextDouble() * 2 - 2,
                                0.5 + 4 * random.nextDouble(),
                                0.5 + 2 * random.nextDouble(),
                                1 + random.nextDouble(),
                                (random.nextDouble() * 2 - 1) * Math.PI)));
            }
        }
        return objects;
    }

    private static DetectedObject nearest(List<DetectedObject> objects, Box3d box) {
        return objects.stream()
                .min(Comparator.comparingDouble(object ->
                        Math.hypot(object.box().x() - box.x(), object.box().y() - box.y())))
                .orElseThrow();
    }

    private static void assertSame(Box3d actual, Box3d expected) {
        assertThat(actual.x()).isCloseTo(expected.x(), within(1e-5));
        assertThat(actual.y()).isCloseTo(expected.y(), within(1e-5));
        assertThat(actual.z()).isCloseTo(expected.z(), within(1e-5));
        assertThat(actual.length()).isCloseTo(expected.length(), within(1e-5));
        assertThat(actual.width()).isCloseTo(expected.width(), within(1e-5));
        assertThat(actual.height()).isCloseTo(expected.height(), within(1e-5));
        assertThat(actual.yaw()).isCloseTo(expected.yaw(), within(1e-5));
    }

    private static TargetObject car(double x, double y) {
        return new TargetObject(ObjectClass.CAR, new Box3d(x, y, -1, 3.9, 1.6, 1.5, 0.3));
    }
}
