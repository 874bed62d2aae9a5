package org.fogbell.models.eloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProfileBaselineTest {
    @Test
    void isZeroAtTheMeanAndGrowsLinearlyAwayFromIt() {
        ProfileBaseline baseline = ProfileBaseline.of(clean(new Random(1), 40, 1));
        double[] mean =
                baseline.mean().stream().mapToDouble(Double::doubleValue).toArray();
        double[] once = mean.clone();
        once[1] += 3;
        double[] twice = mean.clone();
        twice[1] += 6;
        assertThat(baseline.distance(profile(mean))).isZero();
        assertThat(baseline.distance(profile(twice))).isCloseTo(2 * baseline.distance(profile(once)), within(1e-9));
    }

    @Test
    void measuresInStandardDeviationsWhereEntropiesVaryAlone() {
        // Plus and minus one along each axis in turn: variance 2 / 7 each, no covariance.
        List<EntropyProfile> clean = new ArrayList<>();
        for (int axis = 0; axis < 4; axis++) {
            for (int sign : new int[] {-1, 1}) {
                double[] vector = {5, 5, 5, 5};
                vector[axis] += sign;
                clean.add(profile(vector));
            }
        }
        assertThat(ProfileBaseline.of(clean).distance(profile(5, 8, 5, 9)))
                .isCloseTo(Math.sqrt((9 + 16) * 3.5), within(1e-9));
    }

    @Test
    void seesMoreInADirectionInWhichCleanFramesDoNotVary() {
        Random random = new Random(2);
        List<EntropyProfile> clean = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            double shared = random.nextGaussian();
            clean.add(profile(shared, shared + 0.3 * random.nextGaussian(), 1 + 0.3 * random.nextGaussian(), 2));
        }
        ProfileBaseline baseline = ProfileBaseline.of(clean);
        assertThat(baseline.distance(profile(2, -2, 1, 2))).isGreaterThan(baseline.distance(profile(2, 2, 1, 2)));
    }

    @Test
    void givesNewCleanFramesAFactorAroundOne() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            ProfileBaseline baseline = ProfileBaseline.of(clean(random, 20, 0.01));
            double[] factors = clean(random, 200, 0.01).stream()
                    .mapToDouble(baseline::deviationFactor)
                    .sorted()
                    .toArray();
            assertThat(factors[100]).as("seed %d", seed).isBetween(0.5, 2.0);
        }
    }

    @Test
    void staysFiniteWhenCleanFramesAreAllTheSame() {
        ProfileBaseline baseline = ProfileBaseline.of(clean(new Random(3), 8, 0));
        assertThat(baseline.deviationFactor(profile(1, 2, 3, 4))).isFinite();
    }

    @Test
    void refusesTooFewFramesAndProfilesOfAnotherModel() {
        assertThatThrownBy(() -> ProfileBaseline.of(clean(new Random(4), 7, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 8 frames, got 7");
        ProfileBaseline baseline = ProfileBaseline.of(clean(new Random(5), 8, 1));
        assertThatThrownBy(() -> baseline.distance(profile(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 4 entropies, the profile has 3");
    }

    private static List<EntropyProfile> clean(Random random, int frames, double deviation) {
        List<EntropyProfile> clean = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            double[] vector = {1, 2, 3, 4};
            for (int j = 0; j < vector.length; j++) {
                vector[j] += deviation * random.nextGaussian();
            }
            clean.add(profile(vector));
        }
        return clean;
    }

    private static EntropyProfile profile(double... entropies) {
        List<String> layers =
                Arrays.stream(entropies).mapToObj(entropy -> "layer").toList();
        return new EntropyProfile(List.of(new EntropyProfile.Block(
                "block", layers, Arrays.stream(entropies).boxed().toList())));
    }
}
