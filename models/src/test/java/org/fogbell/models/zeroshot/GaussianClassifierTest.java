package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaussianClassifierTest {
    private static final double EPSILON = 0.03;
    private static final double[] PRIORS = {0.5, 0.3, 0.2};

    private final Random random = new Random(7);

    private References references(int count, int size) {
        return new References(
                List.of("a", "b", "c"),
                List.of(
                        BruteForce.normal(random, count, size, 0),
                        BruteForce.normal(random, count + 1, size, 0.5),
                        BruteForce.normal(random, count + 2, size, -1)));
    }

    /** The covariance that each kind stands for, from its definition. */
    private static double[][] expectedCovariance(References references, CovarianceKind kind, int classIndex) {
        double[][] vectors = references.vectors().get(classIndex);
        double[][] covariance = BruteForce.covariance(vectors, true);
        switch (kind) {
            case FULL -> {}
            case DIAGONAL -> {
                for (int i = 0; i < covariance.length; i++) {
                    for (int j = 0; j < covariance.length; j++) {
                        covariance[i][j] = i == j ? covariance[i][j] : 0;
                    }
                }
            }
            case SHARED -> covariance = pooled(references);
            case LEDOIT_WOLF -> covariance = LedoitWolfTest.shrunk(vectors);
        }
        return BruteForce.plusDiagonal(covariance, EPSILON);
    }

    private static double[][] pooled(References references) {
        int size = references.dimensions();
        double[][] pooled = new double[size][size];
        int freedom = references.count() - references.labels().size();
        for (double[][] vectors : references.vectors()) {
            double[][] covariance = BruteForce.covariance(vectors, false);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    pooled[i][j] += covariance[i][j] * vectors.length / freedom;
                }
            }
        }
        return pooled;
    }

    private void scoresLikeTheDensityItself(CovarianceKind kind, int count, int size) {
        References references = references(count, size);
        GaussianClassifier classifier = GaussianClassifier.fit(references, kind, EPSILON, PRIORS);
        double[][] batch = BruteForce.normal(random, 9, size, 0.3);
        List<ClassScores> scores = classifier.score(batch);
        for (int i = 0; i < batch.length; i++) {
            for (int c = 0; c < 3; c++) {
                double expected = Math.log(PRIORS[c])
                        + BruteForce.logDensity(
                                batch[i],
                                BruteForce.mean(references.vectors().get(c)),
                                expectedCovariance(references, kind, c));
                assertThat(scores.get(i).logJoint()[c])
                        .as("%s, vector %d, class %d", kind, i, c)
                        .isCloseTo(expected, within(1e-8 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void scoresLikeTheDensityItselfWithManyReferences(CovarianceKind kind) {
        scoresLikeTheDensityItself(kind, 40, 7);
    }

    @ParameterizedTest
    @EnumSource
    void scoresLikeTheDensityItselfWithFewerReferencesThanDimensions(CovarianceKind kind) {
        scoresLikeTheDensityItself(kind, 5, 23);
    }

    @ParameterizedTest
    @EnumSource
    void scoresAVectorAlikeInEveryBatch(CovarianceKind kind) {
        GaussianClassifier classifier = GaussianClassifier.fit(references(12, 8), kind, EPSILON);
        double[][] batch = BruteForce.normal(random, 11, 8, 0);
        List<ClassScores> together = classifier.score(batch);
        for (int i = 0; i < batch.length; i++) {
            assertThat(classifier.score(new double[][] {batch[i]}).get(0).logJoint())
                    .isEqualTo(together.get(i).logJoint());
        }
    }

    @ParameterizedTest
    @EnumSource
    void scoresAlikeOnceReadFromAFile(CovarianceKind kind) throws IOException {
        for (int count : new int[] {5, 30}) {
            GaussianClassifier classifier = GaussianClassifier.fit(references(count, 12), kind, EPSILON);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classifier.write(new DataOutputStream(bytes));
            GaussianClassifier read =
                    GaussianClassifier.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            double[][] batch = BruteForce.normal(random, 4, 12, 0);
            for (int i = 0; i < batch.length; i++) {
                double[] expected = classifier.score(batch).get(i).logJoint();
                assertThat(read.score(batch).get(i).logJoint()).containsExactly(expected, within(1e-9));
            }
            assertThat(read.labels()).containsExactly("a", "b", "c");
        }
    }

    /** Means -1 and 1, variance 1 each: p(b | x) = 1 / (1 + exp(-2x)). */
    @Test
    void givesTheLogisticPosteriorOfTwoEqualGaussians() {
        References references = new References(
                List.of("a", "b"), List.of(new double[][] {{-2}, {-1}, {0}}, new double[][] {{0}, {1}, {2}}));
        for (CovarianceKind kind : List.of(CovarianceKind.FULL, CovarianceKind.SHARED, CovarianceKind.DIAGONAL)) {
            GaussianClassifier classifier = GaussianClassifier.fit(references, kind, 0);
            for (double x : new double[] {-3, -0.2, 0, 0.7, 4}) {
                ClassScores scores = classifier.score(new double[][] {{x}}).get(0);
                assertThat(scores.posterior(1)[1])
                        .as("%s at %s", kind, x)
                        .isCloseTo(1 / (1 + Math.exp(-2 * x)), within(1e-12));
                assertThat(scores.squaredDistances()[0]).isCloseTo((x + 1) * (x + 1), within(1e-12));
            }
        }
    }

    @Test
    void staysFiniteWhereDensitiesDoNot() {
        int size = 768;
        GaussianClassifier classifier = GaussianClassifier.fit(references(20, size), CovarianceKind.FULL, 1e-4);
        double[][] far = BruteForce.normal(random, 3, size, 500);
        for (ClassScores scores : classifier.score(far)) {
            assertThat(Math.exp(scores.logJoint()[scores.best()])).isZero();
            assertThat(scores.posterior(1)).doesNotContain(Double.NaN);
            assertThat(scores.posterior(1)[scores.best()]).isGreaterThan(0.3);
        }
    }

    @Test
    void namesTheClassThatIsTooSmallOrSingular() {
        References single = new References(
                List.of("fog", "rain"), List.of(new double[][] {{1, 2}, {2, 4}}, new double[][] {{1, 1}}));
        assertThatThrownBy(() -> GaussianClassifier.fit(single, CovarianceKind.FULL, 1))
                .hasMessageContaining("'rain'")
                .hasMessageContaining("at least 2");
        References flat = new References(
                List.of("fog", "rain"),
                List.of(new double[][] {{1, 0}, {2, 1}, {3, 5}}, new double[][] {{1, 1}, {2, 2}, {4, 4}}));
        assertThatThrownBy(() -> GaussianClassifier.fit(flat, CovarianceKind.FULL, 0))
                .hasMessageContaining("'rain'")
                .hasMessageContaining("epsilon");
    }

    @Test
    void refusesVectorsOfAnotherLengthAndImpossiblePriors() {
        References references = references(5, 4);
        GaussianClassifier classifier = GaussianClassifier.fit(references, CovarianceKind.DIAGONAL, 1);
        assertThatThrownBy(() -> classifier.score(new double[][] {new double[5]}))
                .hasMessage("the classifier is for 4 numbers, the vector has 5");
        assertThatThrownBy(
                        () -> GaussianClassifier.fit(references, CovarianceKind.FULL, 1, new double[] {0.5, 0.5, 0.5}))
                .hasMessageContaining("priors: expected 3 numbers above 0 with a sum of 1");
        assertThatThrownBy(() -> GaussianClassifier.fit(references, CovarianceKind.FULL, -1))
                .hasMessageContaining("epsilon");
    }

    @Test
    void refusesReferencesThatAreNotFinite() {
        assertThatThrownBy(
                        () -> new References(List.of("fog"), List.<double[][]>of(new double[][] {{1}, {Double.NaN}})))
                .hasMessageContaining("class 'fog', reference 1, number 0");
    }
}
