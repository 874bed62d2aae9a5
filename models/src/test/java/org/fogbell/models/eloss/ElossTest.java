package org.fogbell.models.eloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElossTest {
    @Test
    void isZeroForConstantMaps() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Double> entropies = IntStream.range(0, 6)
                    .mapToObj(layer -> LayerEntropy.RADIUS.of(constant(random.nextFloat(), 32 * 16), 0, 32, 16))
                    .toList();
            assertThat(Eloss.of(profile(block("b", entropies))))
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void isTheUnbiasedVarianceOfTheStepsSummedOverBlocks() {
        // Steps 1, 2, 6 have mean 3 and variance (4 + 1 + 9) / 2; steps 4, 2 have variance (1 + 1) / 1.
        EntropyProfile profile =
                profile(block("first", List.of(0.0, 1.0, 3.0, 9.0)), block("second", List.of(1.0, 5.0, 7.0)));
        assertThat(Eloss.of(profile)).isCloseTo(7 + 2, within(1e-12));
        assertThat(profile.steps()).containsExactly(1, 2, 6, 4, 2);
    }

    @Test
    void isBlindToAShiftOfAllSteps() {
        EntropyProfile rising = profile(block("b", List.of(0.0, 1.0, 3.0, 9.0)));
        EntropyProfile steeper = profile(block("b", List.of(0.0, 6.0, 13.0, 24.0)));
        assertThat(Eloss.of(steeper)).isCloseTo(Eloss.of(rising), within(1e-12));
    }

    @Test
    void refusesABlockOfFewerThanThreeEntropiesByName() {
        EntropyProfile profile = profile(block("enough", List.of(1.0, 2.0, 3.0)), block("neck", List.of(1.0, 2.0)));
        assertThatThrownBy(() -> Eloss.of(profile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'neck' has 2 entropies");
    }

    @Test
    void leavesOutBlocksThatAreTooShortWhereAskedTo() {
        EntropyProfile.Block enough = block("enough", List.of(1.0, 2.0, 5.0));
        EntropyProfile.Block neck = block("neck", List.of(1.0, 7.0));
        assertThat(Eloss.ofLongBlocks(profile(enough, neck))).isEqualTo(Eloss.of(profile(enough)));
        assertThat(Eloss.ofLongBlocks(profile(neck))).isZero();
    }

    @Test
    void takesAFiniteLogarithmOfAScoreOfZero() {
        assertThat(Eloss.ln(0)).isEqualTo(Math.log(1e-12));
        assertThat(Eloss.ln(2)).isEqualTo(Math.log(2));
    }

    private static EntropyProfile profile(EntropyProfile.Block... blocks) {
        return new EntropyProfile(List.of(blocks));
    }

    private static EntropyProfile.Block block(String name, List<Double> entropies) {
        List<String> layers = IntStream.range(0, entropies.size())
                .mapToObj(layer -> "layer" + layer)
                .toList();
        return new EntropyProfile.Block(name, layers, entropies);
    }

    private static float[] constant(float value, int size) {
        float[] map = new float[size];
        Arrays.fill(map, value);
        return map;
    }
}
