package org.fogbell.bench.verdict;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The rival: AWS random cut forest, one forest a sensor with its defaults (50 trees of 256 points), which scores the frame's
 * features and then learns them. On this one thread.
 */
final class CutForests {
    private static final int SECTIONS = 5;
    private static final int CHUNK = 4_096;

    private final ScoreStream stream;
    private final List<RandomCutForest> forests = new ArrayList<>();
    private final int dimensions;
    private long next;

    /** @param one whether a forest gets one feature instead of all of them */
    CutForests(ScoreStream stream, boolean one) {
        this.stream = stream;
        this.dimensions = one ? 1 : stream.features(0).length;
        for (int i = 0; i < stream.sensors(); i++) {
            forests.add(RandomCutForest.builder()
                    .dimensions(dimensions)
                    .randomSeed(i)
                    .build());
        }
    }

    /** As {@link PureVerdicts#measure}; the state is that of the first forest. */
    Cost measure(long warmUp, long counted) throws IllegalAccessException {
        judge(warmUp);
        long scores = counted / SECTIONS;
        Use[] sections = new Use[SECTIONS];
        for (int section = 0; section < SECTIONS; section++) {
            sections[section] = judge(scores).each(scores);
        }
        double bytes = StateBytes.of(new RandomCutForestMapper().toState(forests.get(0)));
        return Cost.of(
                "random cut forest, " + dimensions + (dimensions == 1 ? " feature" : " features"),
                stream.sensors(),
                sections,
                Map.of("points and samplers", bytes),
                "points and samplers only, packed; the trees are built again from them");
    }

    private Use judge(long scores) {
        Use used = Use.NONE;
        double sum = 0;
        float[][] chunk = new float[CHUNK][];
        for (long done = 0; done < scores; done += CHUNK) {
            int length = (int) Math.min(CHUNK, scores - done);
            for (int i = 0; i < length; i++) {
                chunk[i] = Arrays.copyOf(stream.features(next + i), dimensions);
            }
            Use before = Use.ofThisThread();
            for (int i = 0; i < length; i++) {
                RandomCutForest forest = forests.get(stream.sensor(next + i));
                sum += forest.getAnomalyScore(chunk[i]);
                forest.update(chunk[i]);
            }
            used = used.plus(Use.ofThisThread().since(before));
            next += length;
        }
        if (!(sum >= 0)) {
            throw new IllegalStateException("expected scores of 0 or more, their sum is " + sum);
        }
        return used;
    }
}
