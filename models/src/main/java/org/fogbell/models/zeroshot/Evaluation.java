package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.fogbell.models.perception.PerceptionModel;

/**
 * How well a prepared classifier names the conditions of disturbed sweeps or of images, beside what it has to beat.
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
        Evaluation evaluation = empty(prepared);
        ConditionClassifier uncalibrated = prepared.classifier().uncalibrated();
        DisturbedSweeps sweeps =
                new DisturbedSweeps(clean, SweepCondition.of(prepared.conditions()), network, features);
        sweeps.visit(
                perCondition,
                severities,
                seed,
                (sweep, condition, severity, frame) ->
                        evaluation.add(prepared, uncalibrated, condition, severity, frame),
                progress);
        return evaluation;
    }

    /**
     * Shows images of each condition, which should be of other scenes than the references. They have no severity.
     *
     * @throws IllegalArgumentException naming both, when the classifier was prepared with other features than these
     */
    public static Evaluation of(
            PreparedClassifier prepared, LabelledImages images, CameraFeatures features, IntConsumer progress)
            throws IOException {
        Evaluation evaluation = empty(prepared);
        ConditionClassifier uncalibrated = prepared.classifier().uncalibrated();
        int done = 0;
        for (int condition = 0; condition < evaluation.labels.size(); condition++) {
            for (Path file : images.images().getOrDefault(evaluation.labels.get(condition), List.of())) {
                FeatureVector frame = features.of(file);
                evaluation.add(prepared, uncalibrated, condition, 0, frame);
                progress.accept(++done);
            }
        }
        return evaluation;
    }

    static Evaluation empty(PreparedClassifier prepared) {
        List<String> labels = prepared.classifier().labels();
        return new Evaluation(
                labels, new Answers(labels), new Answers(labels), new Answers(labels), new Answers(labels));
    }

    void add(PreparedClassifier prepared, ConditionClassifier plain, int condition, int severity, FeatureVector frame) {
        answers.add(condition, severity, prepared.classifier().name(frame));
        uncalibrated.add(condition, severity, plain.name(frame));
        statisticsAlone.add(condition, severity, prepared.statisticsAlone().name(frame));
        nearestMean.add(condition, severity, prepared.nearestMean().name(frame));
    }
}
