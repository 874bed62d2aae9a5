package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.fogbell.models.perception.NonMaximumSuppression.Nearness.CENTRE_DISTANCE;
import static org.fogbell.models.perception.NonMaximumSuppression.Nearness.OVERLAP;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
    private final NonMaximumSuppression byOverlap = new NonMaximumSuppression(OVERLAP, 0.3);

    @Test
    void keepsTheBestOfWhatOverlaps() {
        DetectedObject best = car(10, 0.9);
        DetectedObject near = car(10.5, 0.8);
        DetectedObject far = car(20, 0.1);
        assertThat(byOverlap.keep(List.of(far, near, best))).containsExactly(best, far);
    }

    @Test
    void aDetectionThatIsGoneSuppressesNothing() {
        DetectedObject first = car(10, 0.9);
        DetectedObject between = car(11.5, 0.8);
        DetectedObject last = car(13, 0.7);
        assertThat(RotatedBoxes.birdsEyeIou(between.box(), last.box())).isGreaterThan(0.3);
        assertThat(byOverlap.keep(List.of(first, between, last))).containsExactly(first, last);
    }

    @Test
    void classesDoNotSuppressEachOther() {
        DetectedObject car = car(10, 0.9);
        DetectedObject cyclist = new DetectedObject(ObjectClass.CYCLIST, car.box(), 0.5);
        assertThat(byOverlap.keep(List.of(car, cyclist))).containsExactly(car, cyclist);
    }

    @Test
    void seesThatTheHeadingsOfNeighboursDiffer() {
        DetectedObject along = new DetectedObject(ObjectClass.CAR, new Box3d(0, 0, 0, 4, 1, 1, 0), 0.9);
        DetectedObject across = new DetectedObject(ObjectClass.CAR, new Box3d(0, 0, 0, 4, 1, 1, Math.PI / 2), 0.8);
        assertThat(byOverlap.keep(List.of(along, across))).containsExactly(along, across);
    }

    @Test
    void distanceReachesWhereBoxesDoNotMeet() {
        DetectedObject first = new DetectedObject(ObjectClass.PEDESTRIAN, new Box3d(0, 0, 0, 0.6, 0.6, 1.7, 0), 0.9);
        DetectedObject beside = new DetectedObject(ObjectClass.PEDESTRIAN, new Box3d(0, 0.7, 0, 0.6, 0.6, 1.7, 0), 0.8);
        assertThat(byOverlap.keep(List.of(first, beside))).hasSize(2);
        assertThat(new NonMaximumSuppression(CENTRE_DISTANCE, 0.8).keep(List.of(first, beside)))
                .containsExactly(first);
        assertThat(new NonMaximumSuppression(CENTRE_DISTANCE, 0.7).keep(List.of(first, beside)))
                .as("at the limit itself")
                .hasSize(2);
    }

    @Test
    void ofEqualScoresTheFirstStays() {
        DetectedObject first = car(10, 0.5);
        DetectedObject second = car(10.1, 0.5);
        assertThat(byOverlap.keep(List.of(first, second))).containsExactly(first);
        assertThat(byOverlap.keep(List.of(second, first))).containsExactly(second);
        assertThat(byOverlap.keep(List.of())).isEmpty();
    }

    @Test
    void refusesLimitsThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NonMaximumSuppression(OVERLAP, 1.1))
                .withMessageContaining("OVERLAP 1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new NonMaximumSuppression(CENTRE_DISTANCE, Double.NaN));
    }

    private static DetectedObject car(double x, double score) {
        return new DetectedObject(ObjectClass.CAR, new Box3d(x, 0, -1, 4, 1.8, 1.5, 0), score);
    }

    /** Two hundred peaks are forty thousand pairs, of which each took a kilobyte. */
    @Test
    void takesNoMemoryForAPair() {
        List<DetectedObject> apart = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Box3d box = new Box3d(i * 1.3, 0, 0, 4, 1.2, 1.5, Math.PI / 2 + 0.01 * i);
            apart.add(new DetectedObject(ObjectClass.CAR, box, 0.5));
        }
        byOverlap.keep(apart);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(byOverlap.keep(apart)).hasSizeGreaterThan(50);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 10);
    }
}
