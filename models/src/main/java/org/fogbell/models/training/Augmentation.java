package org.fogbell.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.ObjectClass;
import org.fogbell.models.perception.RotatedBoxes;

/**
 * Varies sweeps as detectors for KITTI are usually trained: objects of other sweeps are put in where there is room, then
 * the whole is mirrored, turned about the sensor and scaled. Boxes follow their points. The same seed gives the same sweep
 * on any machine.
 *
 * @param flipProbability of left becoming right
 * @param maxTurnRadians either way
 * @param minScale at most 1
 * @param maxScale at least 1
 * @param tries how many objects of each class are tried in a sweep
 * @param library where they come from
 */
/*
 * Ground-truth sampling: Yan, Mao, Li, SECOND, Sensors 18(10), 2018. An object comes to stand where it stood in its own
 * sweep, so that its points are as dense as they should be there; it stays out where its box would touch another.
 */
public record Augmentation(
        double flipProbability,
        double maxTurnRadians,
        double minScale,
        double maxScale,
        int tries,
        ObjectLibrary library) {
    public Augmentation {
        if (!(flipProbability >= 0 && flipProbability <= 1) || !(maxTurnRadians >= 0) || tries < 0) {
            throw new IllegalArgumentException("expected a probability of 0..1, a turn and tries of at least 0, got "
                    + flipProbability + ", " + maxTurnRadians + ", " + tries);
        }
        if (!(minScale > 0 && minScale <= 1 && maxScale >= 1 && maxScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected a scale from above 0 through 1, got " + minScale + " to " + maxScale);
        }
    }

    /** Mirrored half the time, turned by up to 45 degrees, scaled by up to 5 percent, ten objects tried of each class. */
    public static Augmentation usual(ObjectLibrary library) {
        return new Augmentation(0.5, Math.PI / 4, 0.95, 1.05, 10, library);
    }

    /** Every sweep as it is. */
    public static Augmentation none() {
        return new Augmentation(0, 0, 1, 1, 0, ObjectLibrary.empty());
    }

    /** The sweep, varied; it stays unchanged itself. Thread-safe. */
    public TrainingSweep apply(TrainingSweep sweep, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TrainingSweep filled = withSampledObjects(sweep, random);
        double side = random.nextDouble() < flipProbability ? -1 : 1;
        double turn = (2 * random.nextDouble() - 1) * maxTurnRadians;
        double scale = minScale + random.nextDouble() * (maxScale - minScale);
        return new Motion(side, turn, scale).of(filled);
    }

    private TrainingSweep withSampledObjects(TrainingSweep sweep, SplittableRandom random) {
        List<TargetObject> objects = new ArrayList<>(sweep.objects());
        PointCloud points = sweep.points();
        for (ObjectClass type : ObjectClass.values()) {
            List<ObjectLibrary.Cutout> cutouts = library.of(type);
            for (int i = 0; i < tries && !cutouts.isEmpty(); i++) {
                ObjectLibrary.Cutout cutout = cutouts.get(random.nextInt(cutouts.size()));
                Box3d box = cutout.object().box();
                boolean isFree = Stream.concat(objects.stream().map(TargetObject::box), sweep.obstacles().stream())
                        .allMatch(other -> RotatedBoxes.birdsEyeIou(other, box) == 0);
                if (isFree) {
                    objects.add(cutout.object());
                    points = joined(PointsInBox.select(points, box, false), cutout.points());
                }
            }
        }
        return new TrainingSweep(points, objects, sweep.obstacles());
    }

    private static PointCloud joined(PointCloud first, PointCloud second) {
        float[] both = new float[first.xyzi().length + second.xyzi().length];
        System.arraycopy(first.xyzi(), 0, both, 0, first.xyzi().length);
        System.arraycopy(second.xyzi(), 0, both, first.xyzi().length, second.xyzi().length);
        return new PointCloud(both);
    }

    /** Mirrors y where the side is -1, then turns about the z axis, then scales. */
    private record Motion(double side, double turn, double scale) {
        TrainingSweep of(TrainingSweep sweep) {
            return new TrainingSweep(
                    of(sweep.points()),
                    sweep.objects().stream()
                            .map(object -> new TargetObject(object.type(), of(object.box())))
                            .toList(),
                    sweep.obstacles().stream().map(this::of).toList());
        }

        private PointCloud of(PointCloud points) {
            double cos = StrictMath.cos(turn) * scale;
            double sin = StrictMath.sin(turn) * scale;
            float[] moved = points.xyzi().clone();
            for (int i = 0; i < moved.length; i += PointCloud.STRIDE) {
                double x = moved[i];
                double y = side * moved[i + 1];
                moved[i] = (float) (x * cos - y * sin);
                moved[i + 1] = (float) (x * sin + y * cos);
                moved[i + 2] = (float) (moved[i + 2] * scale);
            }
            return new PointCloud(moved);
        }

        private Box3d of(Box3d box) {
            double cos = StrictMath.cos(turn) * scale;
            double sin = StrictMath.sin(turn) * scale;
            double y = side * box.y();
            return new Box3d(
                    box.x() * cos - y * sin,
                    box.x() * sin + y * cos,
                    box.z() * scale,
                    box.length() * scale,
                    box.width() * scale,
                    box.height() * scale,
                    Math.IEEEremainder(side * box.yaw() + turn, 2 * Math.PI));
        }
    }
}
