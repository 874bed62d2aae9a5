package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.fogbell.models.frame.Box3d;
import org.junit.jupiter.api.Test;

class RotatedBoxesTest {
    private static final double EXACT = 1e-12;

    @Test
    void aBoxIsItselfWhateverItsHeading() {
        for (int degrees = -360; degrees <= 360; degrees += 7) {
            Box3d box = new Box3d(12.3, -45.6, -1, 4.2, 1.7, 1.5, Math.toRadians(degrees));
            assertThat(RotatedBoxes.birdsEyeIou(box, box))
                    .as("%d degrees", degrees)
                    .isCloseTo(1, within(EXACT));
            assertThat(RotatedBoxes.iou(box, box)).as("%d degrees", degrees).isCloseTo(1, within(EXACT));
        }
    }

    @Test
    void agreesWithAreasThatAreKnown() {
        assertThat(RotatedBoxes.birdsEyeIou(flat(0, 0, 2, 2, 0), flat(1, 0, 2, 2, 0)))
                .as("half")
                .isCloseTo(2 / 6.0, within(EXACT));
        assertThat(RotatedBoxes.birdsEyeIou(flat(5, 5, 1, 1, 0), flat(5, 5, 1, 1, 45)))
                .as("octagon")
                .isCloseTo(Math.sqrt(0.5), within(EXACT));
        assertThat(RotatedBoxes.birdsEyeIou(flat(0, 0, 4, 1, 30), flat(0, 0, 4, 1, 120)))
                .as("cross")
                .isCloseTo(1 / 7.0, within(EXACT));
        assertThat(RotatedBoxes.birdsEyeIou(flat(0, 0, 4, 4, 0), flat(0.5, 0.5, 1, 1, 20)))
                .as("one inside the other")
                .isCloseTo(1 / 16.0, within(EXACT));
        assertThat(RotatedBoxes.birdsEyeIou(flat(0, 0, 2, 2, 0), flat(1 + Math.sqrt(0.5), 0, 1, 1, 45)))
                .as("a corner touches a side")
                .isCloseTo(0, within(EXACT));
        assertThat(RotatedBoxes.birdsEyeIou(flat(0, 0, 2, 2, 0), flat(1, 0, 2, 2, 45)))
                .as("a corner cut off")
                .isCloseTo(shareOfACorner(), within(EXACT));
    }

    /** The corner at x = 1 - sqrt 2 sticks into the square -1..1: the part of the diamond left of its own axis, cut at y = +-1. */
    private static double shareOfACorner() {
        double half = Math.sqrt(2);
        double cutOff = (half - 1) * (half - 1);
        double shared = half * half - cutOff;
        return shared / (8 - shared);
    }

    @Test
    void countsHeightInVolumesOnly() {
        Box3d low = new Box3d(0, 0, 0, 2, 1, 2, 0.4);
        Box3d high = new Box3d(0, 0, 1, 2, 1, 2, 0.4);
        assertThat(RotatedBoxes.birdsEyeIou(low, high)).isCloseTo(1, within(EXACT));
        assertThat(RotatedBoxes.iou(low, high)).isCloseTo(1 / 3.0, within(EXACT));
        assertThat(RotatedBoxes.iou(low, new Box3d(0, 0, 2.5, 2, 1, 2, 0.4))).isZero();
    }

    @Test
    void aBoxWithoutAreaOverlapsNothing() {
        Box3d line = flat(0, 0, 2, 0, 10);
        assertThat(RotatedBoxes.birdsEyeIou(line, line)).isZero();
        assertThat(RotatedBoxes.iou(line, flat(0, 0, 2, 2, 0))).isZero();
    }

    @Test
    void isSymmetricAndAgreesWithCountingGridPoints() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Box3d a = random(random);
            Box3d b = random(random);
            double iou = RotatedBoxes.birdsEyeIou(a, b);
            assertThat(RotatedBoxes.birdsEyeIou(b, a)).as("seed %d", seed).isCloseTo(iou, within(1e-9));
            assertThat(iou).as("seed %d, %s and %s", seed, a, b).isCloseTo(counted(a, b), within(0.015));
        }
    }

    @Test
    void doesNotDependOnWhereTheBoxesAreTogether() {
        long seed = 8;
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            Box3d a = random(random);
            Box3d b = random(random);
            double angle = random.nextDouble() * 10;
            assertThat(RotatedBoxes.iou(turned(a, angle), turned(b, angle)))
                    .as("seed %d", seed)
                    .isCloseTo(RotatedBoxes.iou(a, b), within(1e-9));
        }
    }

    @Test
    void containsItsCornersAndNothingBeyond() {
        Box3d box = new Box3d(10, 5, 1, 4, 2, 1, Math.PI / 6);
        double x = 10 + 2 * Math.cos(Math.PI / 6) - Math.sin(Math.PI / 6);
        double y = 5 + 2 * Math.sin(Math.PI / 6) + Math.cos(Math.PI / 6);
        assertThat(RotatedBoxes.contains(box, x - 1e-9, y - 1e-9, 1.5)).isTrue();
        assertThat(RotatedBoxes.contains(box, x + 1e-3, y, 1.5)).isFalse();
        assertThat(RotatedBoxes.contains(box, 10, 5, 1.501)).isFalse();
        assertThat(RotatedBoxes.contains(box, Double.NaN, 5, 1)).isFalse();
    }

    private static double counted(Box3d a, Box3d b) {
        int both = 0;
        int either = 0;
        double step = 0.02;
        for (double x = -5; x < 5; x += step) {
            for (double y = -5; y < 5; y += step) {
                boolean inA = RotatedBoxes.contains(a, x, y, 0);
                boolean inB = RotatedBoxes.contains(b, x, y, 0);
                both += inA && inB ? 1 : 0;
                either += inA || inB ? 1 : 0;
            }
        }
        return both / (double) either;
    }

    private static Box3d random(Random random) {
        return new Box3d(
                random.nextDouble() * 2 - 1,
                random.nextDouble() * 2 - 1,
                0,
                0.5 + 3 * random.nextDouble(),
                0.5 + 2 * random.nextDouble(),
                1 + random.nextDouble(),
                random.nextDouble() * 7);
    }

    private static Box3d turned(Box3d box, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Box3d(
                30 + box.x() * cos - box.y() * sin,
                -20 + box.x() * sin + box.y() * cos,
                box.z(),
                box.length(),
                box.width(),
                box.height(),
                box.yaw() + angle);
    }

    private static Box3d flat(double x, double y, double length, double width, double degrees) {
        return new Box3d(x, y, 0, length, width, 1, Math.toRadians(degrees));
    }
}
