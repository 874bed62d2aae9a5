package org.fogbell.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fogbell.models.eloss.ShrunkGaussian;
import org.fogbell.models.eloss.Vectors;
import org.junit.jupiter.api.Test;

/** The scores that the job's is compared with, against cases that are known in closed form. */
class RivalScoresTest {
    private static final long SEED = 5;

    /** So many that the sample's mean and covariance are those of the Gaussian within a few percent. */
    private static List<double[]> gaussian(int count, double... deviations) {
        Random random = new Random(SEED);
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] vector = new double[deviations.length];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = 10 * k + deviations[k] * random.nextGaussian();
            }
            vectors.add(vector);
        }
        return vectors;
    }

    @Test
    void mahalanobisOfAKnownGaussianIsTheDistanceInDeviations() {
        ShrunkGaussian clean = ShrunkGaussian.of(gaussian(20_000, 1, 4), 0.5);
        assertThat(clean.squaredDistance(new double[] {3, 10}))
                .as("seed %d", SEED)
                .isCloseTo(9, within(0.4));
        assertThat(clean.squaredDistance(new double[] {0, 18})).isCloseTo(4, within(0.2));
        assertThat(clean.squaredDistance(clean.mean())).isZero();
    }

    @Test
    void mahalanobisKnowsWhatVariesTogether() {
        // (x, x + y): along (1, 1) clean, along (1, -1) not.
        List<double[]> together = gaussian(20_000, 1, 0.1).stream()
                .map(each -> new double[] {each[0], each[0] + each[1] - 10})
                .toList();
        ShrunkGaussian whole = ShrunkGaussian.of(together, 0);
        assertThat(whole.squaredDistance(new double[] {1, 1})).isCloseTo(1, within(0.1));
        assertThat(whole.squaredDistance(new double[] {1, -1})).isGreaterThan(200);
        assertThat(ShrunkGaussian.of(together, 1).squaredDistance(new double[] {1, 1}))
                .as("without what lies off the diagonal")
                .isCloseTo(2, within(0.1));
    }

    @Test
    void correlationsHaveNoScaleAndNoMean() {
        // Correlation 0.6 exactly: x and 0.6 x + 0.8 y of the corners of a square, scaled and moved.
        ShrunkGaussian usual = ShrunkGaussian.correlated(corners(), 0);
        assertThat(usual.squaredDistance(new double[] {2, -1}))
                .as("(a^2 - 2 r a b + b^2) / (1 - r^2)")
                .isCloseTo((4 + 2.4 + 1) / 0.64, within(0.03));
        assertThat(ShrunkGaussian.correlated(corners(), 0.5).squaredDistance(new double[] {2, -1}))
                .as("r halved")
                .isCloseTo((4 + 1.2 + 1) / 0.91, within(0.02));
        ShrunkGaussian constant = ShrunkGaussian.correlated(List.of(new double[] {1, 7}, new double[] {-1, 7}), 0);
        assertThat(constant.squaredDistance(new double[] {0, 3}))
                .as("what never moved counts as any other")
                .isCloseTo(9, within(1e-9));
    }

    private static List<double[]> corners() {
        List<double[]> vectors = new ArrayList<>();
        for (int x = -1; x <= 1; x += 2) {
            for (int y = -1; y <= 1; y += 2) {
                vectors.add(new double[] {5 + 3 * x, 0.6 * x + 0.8 * y - 100});
            }
        }
        return vectors;
    }

    @Test
    void relativeMahalanobisIsZeroWhereTheClassIsTheBackground() {
        List<double[]> clean = gaussian(50, 1, 2, 3);
        RelativeMahalanobis one = RelativeMahalanobis.of(List.of(clean), 0.5);
        for (double[] vector : List.of(new double[] {0, 0, 0}, new double[] {-7, 30, 2}, clean.get(3))) {
            assertThat(one.relative(vector)).isCloseTo(0, within(1e-9));
            assertThat(one.nearest(vector))
                    .isCloseTo(ShrunkGaussian.of(clean, 0.5).squaredDistance(vector), within(1e-9));
        }
    }

    @Test
    void mahalanobisTakesTheNearestClass() {
        List<double[]> here = gaussian(500, 1, 1);
        List<double[]> there =
                here.stream().map(each -> new double[] {each[0] + 50, each[1]}).toList();
        RelativeMahalanobis two = RelativeMahalanobis.of(List.of(here, there), 0.5);
        assertThat(two.nearest(new double[] {50, 10})).isLessThan(0.1);
        assertThat(two.nearest(new double[] {0, 10})).isLessThan(0.1);
        assertThat(two.nearest(new double[] {25, 10})).as("between the two").isGreaterThan(400);
        assertThat(two.relative(new double[] {25, 10})).isGreaterThan(two.relative(new double[] {50, 10}));
    }

    @Test
    void nothingIsLeftOfWhatLiesInThePrincipalSpace() {
        // A plane in five dimensions: every vector is a mix of two.
        List<double[]> clean = gaussian(40, 3, 1).stream()
                .map(each -> new double[] {each[0], each[1], each[0] + each[1], 2 * each[0], 7})
                .toList();
        PrincipalSpace plane = PrincipalSpace.of(clean, 1);
        assertThat(plane.dimensions()).isEqualTo(2);
        assertThat(clean).allSatisfy(each -> assertThat(plane.residual(each)).isCloseTo(0, within(1e-9)));
        assertThat(plane.residual(new double[] {100, -3, 97, 200, 7})).isCloseTo(0, within(1e-9));
        assertThat(plane.residual(new double[] {0, 10, 10, 0, 9}))
                .as("off the plane by 2 along its normal")
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void theVirtualLogitIsAddedToTheNetworksConfidence() {
        List<double[]> clean = gaussian(200, 5, 0.01);
        List<double[]> logits = clean.stream().map(each -> new double[] {2, -1}).toList();
        VirtualLogit vim = VirtualLogit.of(clean, logits);
        double inside = vim.score(new double[] {1, 10}, new double[] {2, -1});
        assertThat(inside).isCloseTo(-Vectors.logSumExp(new double[] {2, -1}), within(0.5));
        assertThat(vim.score(new double[] {1, 13}, new double[] {2, -1}))
                .as("outside of the space")
                .isGreaterThan(inside + 100);
        assertThat(vim.score(new double[] {1, 10}, new double[] {-6, -9}))
                .as("an unsure network")
                .isGreaterThan(inside + 7);
    }

    @Test
    void logSumExpDoesNotOverflow() {
        assertThat(Vectors.logSumExp(new double[] {1_000, 1_000})).isCloseTo(1_000 + Math.log(2), within(1e-9));
        assertThat(Vectors.logSumExp(new double[] {-2_000})).isCloseTo(-2_000, within(1e-9));
    }

    @Test
    void gramDeviationsAreSharesBeyondTheCleanBounds() {
        GramBounds bounds = GramBounds.of(List.of(new double[] {1, -4}, new double[] {2, -2}));
        assertThat(bounds.deviation(new double[] {1.5, -3})).isZero();
        assertThat(bounds.deviation(new double[] {3, -3})).isEqualTo(0.5);
        assertThat(bounds.deviation(new double[] {0.5, -6})).isEqualTo(0.5 + 0.5);
    }

    @Test
    void theKthNeighbourIsTheKthNearest() {
        List<double[]> known = List.of(new double[] {0}, new double[] {1}, new double[] {4});
        assertThat(new NearestNeighbours(known, 1).distance(new double[] {0.9})).isCloseTo(0.1, within(1e-12));
        assertThat(new NearestNeighbours(known, 2).distance(new double[] {0.9})).isCloseTo(0.9, within(1e-12));
        assertThat(new NearestNeighbours(known, 9).distance(new double[] {0.9})).isCloseTo(3.1, within(1e-12));
    }

    @Test
    void theForestScoresWhatIsFarAwayHigher() {
        CleanForest forest = CleanForest.of(gaussian(300, 1, 1));
        double usual = forest.score(new double[] {0, 10});
        assertThat(forest.score(new double[] {0, 10}))
                .as("it does not learn what it scores")
                .isEqualTo(usual);
        assertThat(forest.score(new double[] {30, -30})).isGreaterThan(2 * usual);
    }

    @Test
    void rankCorrelationIsOneOfAnyRisingFunction() {
        double[] values = {3, 1, 9, 4};
        assertThat(RankCorrelation.of(values, new double[] {27, 1, 729, 64})).isEqualTo(1);
        assertThat(RankCorrelation.of(values, new double[] {-3, -1, -9, -4})).isEqualTo(-1);
        // Ranks 0 1 2 3 and 0 1.5 1.5 3: 4.5 over the root of 5 times 4.5.
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 2, 2, 3}))
                .isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-12));
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {5, 5})).isNaN();
    }

    @Test
    void boundsACountByPoisson() {
        assertThat(CountBound.upper95(0)).isCloseTo(-Math.log(0.05), within(1e-9));
        assertThat(CountBound.upper95(1)).isCloseTo(4.744, within(1e-3));
        assertThat(CountBound.upper95(5)).isCloseTo(10.513, within(1e-3));
        assertThat(CountBound.upper95(100)).isBetween(117.0, 120.0);
    }
}
