package org.fogbell.models.zeroshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.fogbell.models.perception.PerceptionModel;

/**
 * From sentences and clean sweeps to a classifier: reference frames of each condition, their features, the way of fitting
 * that does best on scenes left out, and the classifier of all references fitted in that way.
 */
public final class Preparation {
    /** Fewer clean sweeps cannot be parted into folds that mean something. */
    public static final int MIN_SWEEPS = 8;

    /** Pulls every class to its mean alike: what remains is the distance of the means. */
    private static final double NEAREST_MEAN_EPSILON = 1e6;

    private static final int[] AS_THE_SENTENCES_SAY = {};

    private final String sensorType;
    private final List<Condition> conditions;
    private final int perCondition;
    private final DisturbedSweeps sweeps;
    private final int cleanSweeps;
    private final String source;

    /**
     * @param sensorType of the clean sweeps, as the vehicles name it
     * @param conditions at least two
     * @param clean at least {@link #MIN_SWEEPS}
     * @param network not to be used by others meanwhile
     * @param features of that network
     * @param perCondition references of each condition, at least {@link #MIN_SWEEPS}
     * @throws IllegalArgumentException naming the labels that the simulator does not understand, that contradict
     *     themselves, or that mean the same to it
     */
    public Preparation(
            String sensorType,
            List<Condition> conditions,
            CleanSweeps clean,
            PerceptionModel network,
            LidarFeatures features,
            int perCondition) {
        if (clean.count() < MIN_SWEEPS || perCondition < MIN_SWEEPS) {
            throw new IllegalArgumentException("a classifier needs at least " + MIN_SWEEPS
                    + " clean sweeps and as many references a condition, got " + clean.count() + " and "
                    + perCondition);
        }
        this.sensorType = sensorType;
        this.conditions = List.copyOf(conditions);
        this.perCondition = perCondition;
        this.cleanSweeps = clean.count();
        this.source = features.source();
        this.sweeps = new DisturbedSweeps(clean, SweepCondition.of(conditions), network, features);
    }

    /** How many frames it goes through. */
    public int frames() {
        return sweeps.frames(perCondition);
    }

    /** {@link #run(long, List, IntConsumer)} with whatever kind of covariance does best. */
    public PreparedClassifier run(long seed, IntConsumer progress) throws IOException {
        return run(seed, List.of(CovarianceKind.values()), progress);
    }

    /**
     * The same seed and sweeps give the same classifier.
     *
     * @param kinds of covariance that may be chosen among, at least one: a shared one makes a small file
     */
    public PreparedClassifier run(long seed, List<CovarianceKind> kinds, IntConsumer progress) throws IOException {
        ReferenceVectors references = references(seed, progress);
        return prepared(
                sensorType,
                conditions,
                perCondition,
                source,
                references,
                references.only(LidarFeatures.STATISTIC),
                kinds);
    }

    private ReferenceVectors references(long seed, IntConsumer progress) throws IOException {
        List<List<double[]>> vectors = new ArrayList<>();
        List<List<Integer>> folds = new ArrayList<>();
        for (int c = 0; c < conditions.size(); c++) {
            vectors.add(new ArrayList<>());
            folds.add(new ArrayList<>());
        }
        List<String> names = new ArrayList<>();
        sweeps.visit(
                perCondition,
                AS_THE_SENTENCES_SAY,
                seed,
                (sweep, condition, severity, frame) -> {
                    if (names.isEmpty()) {
                        names.addAll(frame.values().keySet());
                    }
                    if (!frame.values().isEmpty()) {
                        vectors.get(condition).add(numbers(frame, names, conditions.get(condition)));
                        folds.get(condition).add((int) ((long) sweep * ReferenceVectors.FOLDS / cleanSweeps));
                    }
                },
                progress);
        List<String> labels = conditions.stream().map(Condition::label).toList();
        return new ReferenceVectors(
                names,
                new References(
                        labels,
                        vectors.stream()
                                .map(each -> each.toArray(new double[0][]))
                                .toList()),
                folds.stream()
                        .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                        .toList());
    }

    /** The frame's numbers in the order of these names. */
    static double[] numbers(FeatureVector frame, List<String> names, Condition condition) {
        if (!frame.values().keySet().equals(new TreeSet<>(names))) {
            throw new IllegalArgumentException("label '" + condition.label() + "': expected the features " + names
                    + " of every frame, got " + frame.values().keySet());
        }
        return frame.values().values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The classifier, and what it has to beat. */
    static PreparedClassifier prepared(
            String sensorType,
            List<Condition> conditions,
            int perCondition,
            String source,
            ReferenceVectors references,
            ReferenceVectors statistics,
            List<CovarianceKind> kinds) {
        CrossFit nearest = CrossFit.of(references, CovarianceKind.SHARED, NEAREST_MEAN_EPSILON);
        return new PreparedClassifier(
                sensorType,
                conditions,
                perCondition,
                CrossFit.best(references, kinds.toArray(CovarianceKind[]::new)).classifier(source, references),
                CrossFit.best(statistics, CovarianceKind.values()).classifier(source, statistics),
                nearest.classifier(source, references));
    }
}
