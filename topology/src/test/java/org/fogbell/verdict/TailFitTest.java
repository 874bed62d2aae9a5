package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailFitTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 0.2", "0.2, 1", "0.4, 3"})
    void findsScaleAndShapeOfManyPeaks(double shape, double scale) {
        TailFit fit = TailFit.of(2, peaks(new Random(1), 20_000, 2, scale, shape), new double[0]);
        assertThat(fit.scale()).as("seed 1").isCloseTo(scale, within(0.1 * scale));
        assertThat(fit.shape()).as("seed 1").isCloseTo(shape, within(0.05));
    }

    @Test
    void isNotMisledByPeaksOfWhichOnlyALimitIsKnown() {
        double[] all = peaks(new Random(2), 20_000, 0, 1, 0);
        double limit = 2;
        double[] exact = Arrays.stream(all).filter(peak -> peak < limit).toArray();
        double[] atLeast = new double[all.length - exact.length];
        Arrays.fill(atLeast, limit);
        assertThat(TailFit.of(0, exact, atLeast).scale()).as("seed 2").isCloseTo(1, within(0.05));
        assertThat(TailFit.of(0, exact, new double[0]).scale())
                .as("without them")
                .isLessThan(0.75);
    }

    /** The tail of a normal distribution is lighter than any that is fitted: its far values are overrated, not underrated. */
    @Test
    void takesALightTailForAnExponentialOne() {
        double[] peaks = new Random(3).doubles(5_000, 1, 2).toArray();
        assertThat(TailFit.of(1, peaks, new double[0]).shape()).isZero();
    }

    /** 16 peaks are few: the plug-in quantile would be passed 1.6 times as often as it says. */
    @Test
    void isPassedAsOftenAsItSaysOnAverageOverWhatFewPeaksMakeOneBelieve() {
        Random random = new Random(4);
        double passed = 0;
        int runs = 4_000;
        for (int run = 0; run < runs; run++) {
            passed += Math.exp(-TailFit.of(0, peaks(random, 16, 0, 1, 0), new double[0])
                            .passedByOneIn(50))
                    / runs;
        }
        assertThat(passed * 50).as("seed 4").isBetween(0.6, 1.2);
    }

    @Test
    void standsForPeaksThatAreAllTheSame() {
        assertThat(TailFit.of(2, new double[] {2, 2, 2}, new double[0]).passedByOneIn(100))
                .isCloseTo(2, within(1e-6));
    }

    private static double[] peaks(Random random, int count, double level, double scale, double shape) {
        return random.doubles(count)
                .map(u -> level + scale * (shape == 0 ? -Math.log(u) : (Math.pow(u, -shape) - 1) / shape))
                .toArray();
    }
}
