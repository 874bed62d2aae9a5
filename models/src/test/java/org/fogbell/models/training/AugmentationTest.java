package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.ObjectClass;
import org.fogbell.models.perception.RotatedBoxes;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final Box3d CAR = new Box3d(20, 5, -1, 4, 1.6, 1.5, 0.7);
    private static final Box3d PERSON = new Box3d(10, -4, -0.8, 0.7, 0.6, 1.8, -2);

    private final TrainingSweep sweep = sweep(
            new Random(3),
            List.of(new TargetObject(ObjectClass.CAR, CAR), new TargetObject(ObjectClass.PEDESTRIAN, PERSON)),
            List.of(new Box3d(30, -10, -1, 5, 2, 2, 1)));

    @Test
    void pointsOfAnObjectStayInItsBox() {
        Augmentation augmentation = Augmentation.usual(ObjectLibrary.empty());
        for (long seed = 0; seed < 200; seed++) {
            TrainingSweep varied = augmentation.apply(sweep, seed);
            assertThat(pointsIn(varied, varied.objects().get(0).box()))
                    .as("seed %d", seed)
                    .isEqualTo(200);
            assertThat(pointsIn(varied, varied.objects().get(1).box()))
                    .as("seed %d", seed)
                    .isEqualTo(200);
            assertThat(varied.points().size()).isEqualTo(sweep.points().size());
            assertThat(varied.objects().get(0).box().yaw()).isBetween(-Math.PI, Math.PI);
        }
    }

    @Test
    void aFlipMakesLeftRight() {
        TrainingSweep flipped = new Augmentation(1, 0, 1, 1, 0, ObjectLibrary.empty()).apply(sweep, 1);
        Box3d car = flipped.objects().get(0).box();
        assertThat(car).isEqualTo(new Box3d(20, -5, -1, 4, 1.6, 1.5, -0.7));
        assertThat(flipped.points().y(0)).isEqualTo(-sweep.points().y(0));
        assertThat(flipped.points().x(0)).isEqualTo(sweep.points().x(0));
        assertThat(flipped.points().intensity(0)).isEqualTo(sweep.points().intensity(0));
        assertThat(flipped.obstacles().get(0).y()).isEqualTo(10);
    }

    @Test
    void aTurnKeepsDistancesAndAScaleMultipliesThem() {
        for (long seed = 0; seed < 50; seed++) {
            Box3d turned = new Augmentation(0, 1, 1, 1, 0, ObjectLibrary.empty())
                    .apply(sweep, seed)
                    .objects()
                    .get(0)
                    .box();
            double turn = Math.atan2(turned.y(), turned.x()) - Math.atan2(5, 20);
            assertThat(Math.hypot(turned.x(), turned.y())).isCloseTo(Math.hypot(20, 5), within(1e-9));
            assertThat(Math.abs(turn)).as("seed %d", seed).isLessThanOrEqualTo(1);
            assertThat(turned.yaw()).as("seed %d", seed).isCloseTo(0.7 + turn, within(1e-9));
            Box3d scaled = new Augmentation(0, 0, 0.9, 1.2, 0, ObjectLibrary.empty())
                    .apply(sweep, seed)
                    .objects()
                    .get(0)
                    .box();
            double scale = scaled.length() / 4;
            assertThat(scale).as("seed %d", seed).isBetween(0.9, 1.2);
            assertThat(List.of(scaled.x(), scaled.z(), scaled.height()))
                    .isEqualTo(List.of(20 * scale, -scale, 1.5 * scale));
        }
    }

    @Test
    void theSameSeedGivesTheSameSweepAndAnotherAnother() {
        Augmentation augmentation = Augmentation.usual(ObjectLibrary.of(List.of(elsewhere())));
        TrainingSweep first = augmentation.apply(sweep, 5);
        TrainingSweep again = augmentation.apply(sweep, 5);
        assertThat(again.points().xyzi()).isEqualTo(first.points().xyzi());
        assertThat(again.objects()).isEqualTo(first.objects());
        assertThat(augmentation.apply(sweep, 6).points().xyzi())
                .isNotEqualTo(first.points().xyzi());
    }

    @Test
    void noneChangesNothing() {
        TrainingSweep same = Augmentation.none().apply(sweep, 9);
        assertThat(same.points().xyzi()).isEqualTo(sweep.points().xyzi());
        assertThat(same.objects()).isEqualTo(sweep.objects());
    }

    @Test
    void sampledObjectsBringTheirPointsAndDisplaceOthers() {
        TrainingSweep other = elsewhere();
        Augmentation augmentation = new Augmentation(0, 0, 1, 1, 20, ObjectLibrary.of(List.of(other)));
        TrainingSweep filled = augmentation.apply(sweep, 1);
        assertThat(filled.objects()).containsAll(sweep.objects()).containsAll(other.objects());
        for (TargetObject object : other.objects()) {
            assertThat(pointsIn(filled, object.box()))
                    .as("its own points and no others")
                    .isEqualTo(200);
        }
        for (TargetObject object : sweep.objects()) {
            assertThat(pointsIn(filled, object.box())).isEqualTo(200);
        }
    }

    @Test
    void nothingComesToStandWhereSomethingIs() {
        TargetObject inTheCar = new TargetObject(ObjectClass.CYCLIST, new Box3d(21, 6, -1, 2, 0.6, 1.7, 2));
        TargetObject inTheObstacle = new TargetObject(ObjectClass.CYCLIST, new Box3d(31, -10, -1, 2, 0.6, 1.7, 0));
        TrainingSweep crowded = sweep(new Random(8), List.of(inTheCar, inTheObstacle), List.of());
        Augmentation augmentation = new Augmentation(0, 0, 1, 1, 50, ObjectLibrary.of(List.of(crowded)));
        assertThat(augmentation.apply(sweep, 2).objects()).isEqualTo(sweep.objects());
    }

    @Test
    void noTwoObjectsMeetHoweverManyAreSampled() {
        Random random = new Random(11);
        List<TargetObject> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Box3d box = new Box3d(
                    5 + 40 * random.nextDouble(), 40 * random.nextDouble() - 20, -1, 4, 1.7, 1.5, random.nextDouble());
            many.add(new TargetObject(ObjectClass.values()[i % 3], box));
        }
        Augmentation augmentation = Augmentation.usual(ObjectLibrary.of(List.of(sweep(random, many, List.of()))));
        for (long seed = 0; seed < 10; seed++) {
            List<TargetObject> objects = augmentation.apply(sweep, seed).objects();
            assertThat(objects).as("seed %d", seed).hasSizeGreaterThan(5);
            for (int i = 0; i < objects.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(RotatedBoxes.birdsEyeIou(
                                    objects.get(i).box(), objects.get(j).box()))
                            .as("seed %d", seed)
                            .isLessThan(1e-9);
                }
            }
        }
    }

    @Test
    void objectsWithTooFewPointsStayOutOfTheLibrary() {
        TrainingSweep bare = new TrainingSweep(
                new PointCloud(new float[] {20, 5, -1, 0}), List.of(new TargetObject(ObjectClass.CAR, CAR)), List.of());
        assertThat(ObjectLibrary.of(List.of(bare)).size(ObjectClass.CAR)).isZero();
        assertThat(ObjectLibrary.of(List.of(sweep)).size(ObjectClass.CAR)).isEqualTo(1);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Augmentation(1.5, 0, 1, 1, 0, ObjectLibrary.empty()))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Augmentation(0, 0, 1.1, 1.2, 0, ObjectLibrary.empty()))
                .withMessageContaining("1.1 to 1.2");
    }

    private static TrainingSweep elsewhere() {
        return sweep(
                new Random(4),
                List.of(
                        new TargetObject(ObjectClass.CAR, new Box3d(30, 8, -1, 4, 1.6, 1.5, 0.1)),
                        new TargetObject(ObjectClass.CYCLIST, new Box3d(12, 3, -1, 1.8, 0.6, 1.7, 1.2))),
                List.of());
    }

    /** 200 points in each object, none at its surface, and 2,000 elsewhere. */
    private static TrainingSweep sweep(Random random, List<TargetObject> objects, List<Box3d> obstacles) {
        List<float[]> points = new ArrayList<>();
        for (TargetObject object : objects) {
            Box3d box = object.box();
            for (int i = 0; i < 200; i++) {
                double along = (random.nextDouble() - 0.5) * 0.99 * box.length();
                double across = (random.nextDouble() - 0.5) * 0.99 * box.width();
                points.add(new float[] {
                    (float) (box.x() + along * Math.cos(box.yaw()) - across * Math.sin(box.yaw())),
                    (float) (box.y() + along * Math.sin(box.yaw()) + across * Math.cos(box.yaw())),
                    (float) (box.z() + (random.nextDouble() - 0.5) * 0.99 * box.height()),
                    random.nextFloat()
                });
            }
        }
        while (points.size() < 200 * objects.size() + 2000) {
            float[] point = {50 * random.nextFloat(), 40 * random.nextFloat() - 20, -1, random.nextFloat()};
            if (objects.stream().noneMatch(object -> RotatedBoxes.contains(object.box(), point[0], point[1], -1))) {
                points.add(point);
            }
        }
        float[] xyzi = new float[points.size() * 4];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i), 0, xyzi, i * 4, 4);
        }
        return new TrainingSweep(new PointCloud(xyzi), objects, obstacles);
    }

    private static int pointsIn(TrainingSweep sweep, Box3d box) {
        return PointsInBox.select(sweep.points(), box, true).size();
    }
}
