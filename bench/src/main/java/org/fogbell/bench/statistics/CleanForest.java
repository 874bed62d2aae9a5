package org.fogbell.bench.statistics;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.List;

/** AWS random cut forest with its defaults, 50 trees of 256 points, which has seen clean vectors and learns no others. */
public final class CleanForest {
    private static final long SEED = 1;

    private final RandomCutForest forest;

    private CleanForest(RandomCutForest forest) {
        this.forest = forest;
    }

    public static CleanForest of(List<double[]> clean) {
        // Its defaults give no score before 64 points.
        RandomCutForest forest = RandomCutForest.builder()
                .dimensions(clean.get(0).length)
                .randomSeed(SEED)
                .outputAfter(1)
                .build();
        clean.forEach(vector -> forest.update(floats(vector)));
        return new CleanForest(forest);
    }

    public double score(double[] vector) {
        return forest.getAnomalyScore(floats(vector));
    }

    private static float[] floats(double[] vector) {
        float[] floats = new float[vector.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) vector[i];
        }
        return floats;
    }
}
