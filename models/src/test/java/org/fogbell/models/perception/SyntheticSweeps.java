package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fogbell.models.frame.PointCloud;

/** Seeded sweeps of a flat, slightly rough ground with some boxes on it. */
final class SyntheticSweeps {
    /** 16 x 16 cells of 1 m: a backbone over it runs in well under a millisecond. */
    static final BirdsEyeGrid SMALL_GRID = new BirdsEyeGrid(-8, 8, -8, 8, -3, 2, 1, 5);

    private static final int POINTS = 1500;

    private SyntheticSweeps() {}

    static List<PointCloud> of(long seed, int count) {
        List<PointCloud> sweeps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sweeps.add(sweep(new Random(seed * 1000 + i)));
        }
        return sweeps;
    }

    private static PointCloud sweep(Random random) {
        double boxX = random.nextDouble() * 12 - 6;
        double boxY = random.nextDouble() * 12 - 6;
        float[] points = new float[POINTS * PointCloud.STRIDE];
        for (int p = 0; p < POINTS; p++) {
            boolean onBox = p % 5 == 0;
            points[4 * p] = (float) (onBox ? boxX + random.nextDouble() : random.nextDouble() * 16 - 8);
            points[4 * p + 1] = (float) (onBox ? boxY + random.nextDouble() : random.nextDouble() * 16 - 8);
            points[4 * p + 2] = (float) (onBox ? random.nextDouble() * 1.5 - 1.7 : -1.7 + 0.02 * random.nextGaussian());
            points[4 * p + 3] = random.nextFloat();
        }
        return new PointCloud(points);
    }
}
