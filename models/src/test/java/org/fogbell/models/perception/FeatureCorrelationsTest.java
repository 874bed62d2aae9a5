package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.fogbell.models.eloss.Vectors;
import org.junit.jupiter.api.Test;

class FeatureCorrelationsTest {
    private static final long SEED = 5;

    @Test
    void ofTwoFeaturesEachIsExpectedAtItsShareOfTheOther() {
        FeatureCorrelations correlations = FeatureCorrelations.of(corners());
        double r = 0.5 * 0.6;
        double[] zs = {2, 1.2};
        double[] expected = correlations.expected(zs);
        assertThat(expected).as("r b and r a").containsExactly(new double[] {r * 1.2, r * 2}, within(1e-9));
        assertThat(correlations.beyond(zs, expected))
                .as("(a - r b) / sqrt(1 - r^2)")
                .containsExactly(
                        new double[] {(2 - r * 1.2) / Math.sqrt(1 - r * r), (1.2 - r * 2) / Math.sqrt(1 - r * r)},
                        within(1e-9));
    }

    @Test
    void isTheRegressionOnTheOthers() {
        Random random = new Random(SEED);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double common = random.nextGaussian();
            double[] row = new double[5];
            Arrays.setAll(row, j -> common * (j % 2 == 0 ? 1 : -1) + random.nextGaussian());
            rows.add(row);
        }
        FeatureCorrelations correlations = FeatureCorrelations.of(rows);
        double[] zs = random.doubles(5, -3, 3).toArray();
        double[] expected = correlations.expected(zs);
        double[] beyond = correlations.beyond(zs, expected);
        for (int i = 0; i < 5; i++) {
            double[] weights = regression(halved(rows), i);
            double byOthers = 0;
            double left = 1;
            for (int j = 0; j < 5; j++) {
                byOthers += weights[j] * zs[j];
                left -= weights[j] * halved(rows)[i][j];
            }
            assertThat(expected[i]).as("seed %d", SEED).isCloseTo(byOthers, within(1e-6));
            assertThat(beyond[i]).isCloseTo((zs[i] - byOthers) / Math.sqrt(left), within(1e-6));
        }
    }

    /** Correlations, those of two features halved. */
    private static double[][] halved(List<double[]> rows) {
        int size = rows.get(0).length;
        double[][] halved = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                halved[i][j] = i == j
                        ? 1
                        : 0.5 * covariance(rows, i, j) / Math.sqrt(covariance(rows, i, i) * covariance(rows, j, j));
            }
        }
        return halved;
    }

    private static double covariance(List<double[]> rows, int i, int j) {
        List<double[]> centred = Vectors.centred(rows, Vectors.mean(rows));
        return centred.stream().mapToDouble(row -> row[i] * row[j]).sum() / rows.size();
    }

    /** Weights of the others in the expectation of one, 0 for itself, by steps down the gradient of the normal equations. */
    private static double[] regression(double[][] correlations, int of) {
        double[] weights = new double[correlations.length];
        for (int step = 0; step < 20_000; step++) {
            for (int j = 0; j < weights.length; j++) {
                double left = correlations[of][j];
                for (int k = 0; k < weights.length; k++) {
                    left -= weights[k] * correlations[k][j];
                }
                weights[j] += j == of ? 0 : 0.1 * left;
            }
        }
        return weights;
    }

    @Test
    void whatIsThrownFarOutSaysLittleOfTheOthers() {
        FeatureCorrelations correlations = FeatureCorrelations.of(corners());
        double[] far = {1_000, 0};
        double[] eight = {8, 0};
        assertThat(correlations.expected(far)).isEqualTo(correlations.expected(eight));
        assertThat(correlations.beyond(far, correlations.expected(far))[0]).isGreaterThan(1_000);
    }

    @Test
    void nothingIsExpectedFurtherOutThanEightSpreads() {
        Random random = new Random(SEED);
        double[][] mixture = new double[20][];
        Arrays.setAll(mixture, i -> random.doubles(8, -1, 1).toArray());
        List<double[]> rows = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            double[] causes = random.doubles(8, -3, 3).toArray();
            double[] row = new double[20];
            Arrays.setAll(row, i -> Vectors.dot(mixture[i], causes));
            rows.add(row);
        }
        FeatureCorrelations correlations = FeatureCorrelations.of(rows);
        // Each of the others as far out as counts, on the side that moves the first one up.
        double[] zs = new double[20];
        double sum = 0;
        for (int i = 1; i < 20; i++) {
            double[] one = new double[20];
            one[i] = 1;
            double weight = correlations.expected(one)[0];
            sum += 8 * Math.abs(weight);
            zs[i] = 8 * Math.signum(weight);
        }
        assertThat(sum).as("what their weights come to, seed %d", SEED).isGreaterThan(9);
        assertThat(correlations.expected(zs)[0]).isEqualTo(8);
    }

    @Test
    void whatIsMissingTakesNoPart() {
        Random random = new Random(SEED);
        List<double[]> rows = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            double common = random.nextGaussian();
            double[] row = new double[6];
            Arrays.setAll(row, j -> common + random.nextGaussian());
            rows.add(row);
            without.add(Arrays.copyOf(row, 4));
        }
        FeatureCorrelations all = FeatureCorrelations.of(rows);
        FeatureCorrelations four = FeatureCorrelations.of(without);
        double[] zs = {3, 2, -1, 0.5, Double.NaN, Double.NaN};
        assertThat(Arrays.copyOf(all.expected(zs), 4))
                .as("as if nobody had heard of the last two, seed %d", SEED)
                .containsExactly(four.expected(Arrays.copyOf(zs, 4)), within(1e-6));
        assertThat(Arrays.copyOf(all.beyond(zs, all.expected(zs)), 4))
                .containsExactly(four.beyond(Arrays.copyOf(zs, 4), four.expected(Arrays.copyOf(zs, 4))), within(1e-6));
        assertThat(all.expected(new double[] {3, 2, -1, 0.5, 0, 0})[0])
                .as("and not as if they had stayed where they are")
                .isLessThan(all.expected(zs)[0] - 0.02);
        assertThat(all.beyond(zs, all.expected(zs))).endsWith(0, 0).doesNotContain(Double.NaN);
        double[] none = new double[6];
        Arrays.fill(none, Double.NaN);
        assertThat(all.expected(none)).containsOnly(0);
    }

    @Test
    void oneBadFrameTiesNothingTogether() {
        Random random = new Random(SEED);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(new double[] {random.nextGaussian(), random.nextGaussian(), 0, 0});
        }
        rows.set(17, new double[] {100, 100, -6, 6});
        FeatureCorrelations correlations = FeatureCorrelations.of(rows);
        double[] expected = correlations.expected(new double[] {6, 0, 6, 0});
        assertThat(expected[1]).as("of what moves, seed %d", SEED).isBetween(-0.5, 1.0);
        assertThat(expected[3]).as("of what rests in every other frame").isBetween(-0.6, 0.6);
    }

    @Test
    void aFeatureThatNeverMovedSaysNothing() {
        FeatureCorrelations correlations =
                FeatureCorrelations.of(List.of(new double[] {1, 7}, new double[] {-1, 7}, new double[] {3, 7}));
        double[] zs = {2, 5};
        assertThat(correlations.expected(zs)).containsExactly(0, 0);
        assertThat(correlations.beyond(zs, new double[2])).containsExactly(new double[] {2, 5}, within(1e-9));
    }

    @Test
    void refusesOtherFeaturesAndWhatIsNoPrecision() {
        FeatureCorrelations correlations = FeatureCorrelations.of(corners());
        assertThatThrownBy(() -> correlations.expected(new double[3]))
                .hasMessageContaining("expected 2 features, got 3");
        assertThatThrownBy(() -> new FeatureCorrelations(new double[][] {{1}, {0, -1}}))
                .hasMessageContaining(
                        "row 1 of the precision matrix: expected 2 finite numbers of which the last is above 0");
        assertThatThrownBy(() -> new FeatureCorrelations(new double[][] {{1}, {1}}))
                .hasMessageContaining("row 1");
    }

    /** Correlation 0.6 exactly: x and 0.6 x + 0.8 y of the corners of a square, scaled. */
    private static List<double[]> corners() {
        List<double[]> vectors = new ArrayList<>();
        for (int x = -1; x <= 1; x += 2) {
            for (int y = -1; y <= 1; y += 2) {
                vectors.add(new double[] {1.5 * x, 0.9 * x + 1.2 * y});
            }
        }
        return vectors;
    }
}
