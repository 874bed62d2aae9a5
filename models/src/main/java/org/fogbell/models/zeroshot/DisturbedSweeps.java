package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.perception.PerceptionModel;

/**
 * Goes through clean sweeps and shows each under every condition in turn, as the simulator disturbs it: conditions differ
 * in the condition and not in the scene. Not for use by several threads, as the network is not.
 */
final class DisturbedSweeps {
    private final CleanSweeps clean;
    private final List<SweepCondition> conditions;
    private final PerceptionModel network;
    private final LidarFeatures features;

    DisturbedSweeps(
            CleanSweeps clean, List<SweepCondition> conditions, PerceptionModel network, LidarFeatures features) {
        this.clean = clean;
        this.conditions = conditions;
        this.network = network;
        this.features = features;
    }

    interface Visitor {
        /**
         * @param sweep number of the clean sweep
         * @param severity 1..5; 0 where the condition is that nothing disturbs
         */
        void visit(int sweep, int condition, int severity, FeatureVector frame);
    }

    /** How many frames {@link #visit} shows. */
    int frames(int perCondition) {
        int clear = (int) conditions.stream().filter(SweepCondition::isClear).count();
        return (conditions.size() - clear) * perCondition + clear * Math.min(perCondition, clean.count());
    }

    /**
     * Sweeps come spread evenly over all, and again from the start where there are too few; clear sweeps only once.
     *
     * @param severities lowest and highest, or none for those that the sentences allow
     * @param progress told how many frames are done
     */
    void visit(int perCondition, int[] severities, long seed, Visitor visitor, IntConsumer progress)
            throws IOException {
        Random random = new Random(seed);
        int done = 0;
        for (int i = 0; i < perCondition; i++) {
            boolean again = i >= clean.count();
            int number =
                    clean.count() < perCondition ? i % clean.count() : (int) ((long) i * clean.count() / perCondition);
            PointCloud sweep = clean.sweep(number);
            for (int c = 0; c < conditions.size(); c++) {
                SweepCondition condition = conditions.get(c);
                int severity = severities.length == 0
                        ? condition.severity(random)
                        : severities[0] + random.nextInt(severities[1] - severities[0] + 1);
                long chance = random.nextLong();
                if (condition.isClear() && again) {
                    continue;
                }
                PointCloud disturbed = condition.apply(sweep, severity, chance);
                Perception perception = network.perceive(List.of(disturbed)).get(0);
                visitor.visit(number, c, condition.isClear() ? 0 : severity, features.of(disturbed, perception));
                progress.accept(++done);
            }
        }
    }
}
