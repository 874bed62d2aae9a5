package org.fogbell.models.zeroshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How one way of fitting does on references that it has not seen: each fold is scored by a classifier of the others. From
 * that come the temperature, the distances beyond which a frame is unknown, and the choice among ways of fitting.
 *
 * @param loss mean of -ln p(truth) at the temperature
 * @param accuracy share of references that were given their own class
 * @param calibrationError of the probabilities at the temperature, see {@link CalibrationError}
 */
record CrossFit(
        CovarianceKind covariance,
        double epsilon,
        double temperature,
        double loss,
        double accuracy,
        double calibrationError,
        double[] farthest) {
    /** Of the references of a class, so many lie nearer than what is called unknown. */
    private static final double KNOWN_SHARE = 0.99;

    private static final double[] EPSILONS = {0.01, 0.1, 0.5};

    static CrossFit of(ReferenceVectors references, CovarianceKind covariance, double epsilon) {
        List<ClassScores> scores = new ArrayList<>();
        List<Integer> truth = new ArrayList<>();
        int classes = references.all().labels().size();
        List<List<Double>> distances = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            distances.add(new ArrayList<>());
        }
        int right = 0;
        for (int fold = 0; fold < ReferenceVectors.FOLDS; fold++) {
            References others = references.part(fold, false);
            FeatureScale scale = FeatureScale.of(others);
            GaussianClassifier classifier = GaussianClassifier.fit(scale.apply(others), covariance, epsilon);
            References own = scale.apply(references.part(fold, true));
            for (int c = 0; c < classes; c++) {
                for (ClassScores each : classifier.score(own.vectors().get(c))) {
                    scores.add(each);
                    truth.add(c);
                    distances.get(c).add(each.squaredDistances()[c]);
                    right += each.best() == c ? 1 : 0;
                }
            }
        }
        int[] classOf = truth.stream().mapToInt(Integer::intValue).toArray();
        double temperature = Temperature.fit(scores, classOf);
        double[] farthest = distances.stream().mapToDouble(CrossFit::farthest).toArray();
        return new CrossFit(
                covariance,
                epsilon,
                temperature,
                Temperature.loss(scores, classOf, temperature),
                (double) right / classOf.length,
                calibrationError(scores, classOf, temperature),
                farthest);
    }

    private static double calibrationError(List<ClassScores> scores, int[] classOf, double temperature) {
        CalibrationError error = new CalibrationError();
        for (int i = 0; i < classOf.length; i++) {
            int best = scores.get(i).best();
            error.add(scores.get(i).posterior(temperature)[best], best == classOf[i]);
        }
        return error.value();
    }

    private static double farthest(List<Double> distances) {
        double[] sorted =
                distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(KNOWN_SHARE * sorted.length) - 1];
    }

    /** The way with the least loss, of the given kinds of covariance. */
    static CrossFit best(ReferenceVectors references, CovarianceKind... kinds) {
        return Arrays.stream(kinds)
                .flatMap(kind -> Arrays.stream(EPSILONS).mapToObj(epsilon -> of(references, kind, epsilon)))
                .min(Comparator.comparingDouble(CrossFit::loss))
                .orElseThrow();
    }

    /** The classifier of all references, fitted in this way. */
    ConditionClassifier classifier(String source, ReferenceVectors references) {
        FeatureScale scale = FeatureScale.of(references.all());
        GaussianClassifier fitted = GaussianClassifier.fit(scale.apply(references.all()), covariance, epsilon);
        return new ConditionClassifier(
                source, references.features(), scale, fitted, temperature, calibrationError, farthest);
    }
}
