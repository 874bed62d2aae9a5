package org.fogbell.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.zeroshot.CleanSweeps;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.LidarFeatures;
import org.fogbell.models.zeroshot.Preparation;
import org.fogbell.models.zeroshot.PreparedClassifier;

/** Classifiers of an imaginary sensor in an imaginary yard, prepared as any, and what they tell apart: clear from noise. */
final class SampleClassifiers {
    private static final int RINGS = 16;
    private static final int AZIMUTHS = 60;
    private static final List<Condition> CONDITIONS =
            List.of(new Condition("clear", "a clear day"), new Condition("noise", "noise in every measured point"));

    private SampleClassifiers() {}

    /** A round yard with a flat floor, laser after laser; each number is a yard of its own. */
    static PointCloud yard(long number) {
        Random random = new Random(number);
        double wall = 10 + 5 * random.nextDouble();
        float[] xyzi = new float[RINGS * AZIMUTHS * 4];
        for (int i = 0; i < RINGS * AZIMUTHS; i++) {
            double elevation = Math.toRadians(-14.5 + i / AZIMUTHS);
            double azimuth = 2 * Math.PI * (i % AZIMUTHS) / AZIMUTHS;
            double floor = elevation < 0 ? 1.8 / Math.sin(-elevation) : Double.POSITIVE_INFINITY;
            double range = Math.min(wall / Math.cos(elevation), floor) + 0.01 * random.nextGaussian();
            xyzi[4 * i] = (float) (range * Math.cos(elevation) * Math.cos(azimuth));
            xyzi[4 * i + 1] = (float) (range * Math.cos(elevation) * Math.sin(azimuth));
            xyzi[4 * i + 2] = (float) (range * Math.sin(elevation));
            xyzi[4 * i + 3] = 0.3F;
        }
        return new PointCloud(xyzi);
    }

    static PointCloud noisy(long number) {
        return new Corruption(CorruptionKind.GAUSSIAN, 4).apply(yard(number), number);
    }

    /** The same of every sweep: only the points tell one from another. */
    static Perception perception(Frame seen) {
        boolean blind = ((PointCloud) seen).size() == 0;
        Perception some = SampleModel.perception(0.5, 1);
        return new Perception(some.profile(), 0.5, some.rankProfile(), List.of(), Map.of("points", 20.0), blind);
    }

    static LidarFeatures features() {
        return new LidarFeatures(SampleModel.bundle(Map.of(), false));
    }

    /** Of a job without cameras. */
    static NamingEye eye(SampleModel model) {
        return new NamingEye(model, features(), Map.of());
    }

    static PreparedClassifier prepared(String sensorType) {
        CleanSweeps clean = new CleanSweeps() {
            @Override
            public int count() {
                return 16;
            }

            @Override
            public PointCloud sweep(int number) {
                return yard(100 + number);
            }
        };
        try {
            return new Preparation(
                            sensorType,
                            CONDITIONS,
                            clean,
                            new SampleModel(SampleClassifiers::perception),
                            features(),
                            16)
                    .run(1, done -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, JobClassifiers.Prepared> forJob(PreparedClassifier prepared) {
        return Map.of(
                prepared.sensorType(), new JobClassifiers.Prepared(prepared.classifier(), prepared.digest(), null));
    }
}
