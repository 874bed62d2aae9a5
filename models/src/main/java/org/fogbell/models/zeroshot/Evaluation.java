package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import org.fogbell.models.perception.PerceptionModel;

/**
 * How well a prepared classifier names the conditions of disturbed sweeps, beside what it has to beat.
 *
 * @param labels in the order of all that is counted by label
 * @param answers of the classifier
 * @param uncalibrated of the same, with the probabilities that its densities give as they are
 * @param statisticsAlone of the classifier of physical statistics
 * @param nearestMean of the nearest mean
 */
public record Evaluation(
        List<String> labels, Answers answers, Answers uncalibrated, Answers statisticsAlone, Answers nearestMean) {
    /** What guessing would reach. */
    public double chance() {
        return 1.0 / labels.size();
    }

    /** How many frames {@link #of} goes through. */
    public static int frames(PreparedClassifier prepared, CleanSweeps clean, int perCondition) {
        int clear = (int) SweepCondition.of(prepared.conditions()).stream()
                .filter(SweepCondition::isClear)
                .count();
        return (prepared.conditions().size() - clear) * perCondition + clear * Math.min(perCondition, clean.count());
    }

    /**
     * Shows clean sweeps, which should be of other scenes than the references, under each condition.
     *
     * @param network not to be used by others meanwhile
     * @param severities lowest and highest, 1..5; none for those that the sentences allow
     * @throws IllegalArgumentException naming both, when the classifier was prepared with other features than these
     */
    public static Evaluation of(
            PreparedClassifier prepared,
            CleanSweeps clean,
            PerceptionModel network,
            LidarFeatures features,
            int perCondition,
            int[] severities,
            long seed,
            IntConsumer progress)
            throws IOException {
        List<String> labels = prepared.classifier().labels();
        Evaluation evaluation = new Evaluation(
                labels, new Answers(labels), new Answers(labels), new Answers(labels), new Answers(labels));
        ConditionClassifier uncalibrated = prepared.classifier().uncalibrated();
        DisturbedSweeps sweeps =
                new DisturbedSweeps(clean, SweepCondition.of(prepared.conditions()), network, features);
        sweeps.visit(
                perCondition,
                severities,
                seed,
                (sweep, condition, severity, frame) -> {
                    evaluation.answers.add(
                            condition, severity, prepared.classifier().name(frame));
                    evaluation.uncalibrated.add(condition, severity, uncalibrated.name(frame));
                    evaluation.statisticsAlone.add(
                            condition, severity, prepared.statisticsAlone().name(frame));
                    evaluation.nearestMean.add(
                            condition, severity, prepared.nearestMean().name(frame));
                },
                progress);
        return evaluation;
    }
}
