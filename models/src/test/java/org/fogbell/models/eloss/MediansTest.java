package org.fogbell.models.eloss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void leavesAsManyValuesBelowAsAbove() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double[] values = random.doubles(1 + random.nextInt(30), -5, 5)
                    .map(value -> Math.rint(value * 2) / 2)
                    .toArray();
            double[] before = values.clone();
            assertThat(Medians.of(values)).as("seed %d", seed).isEqualTo(byCounting(values));
            assertThat(values).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void isNotANumberForNoValues() {
        assertThat(Medians.of(new double[0])).isNaN();
    }

    /** Without sorting: the mean of the values of rank (n - 1) / 2 and n / 2. */
    private static double byCounting(double[] values) {
        return (ofRank(values, (values.length - 1) / 2) + ofRank(values, values.length / 2)) / 2;
    }

    private static double ofRank(double[] values, int rank) {
        for (double candidate : values) {
            int below = 0;
            int equal = 0;
            for (double value : values) {
                below += value < candidate ? 1 : 0;
                equal += value == candidate ? 1 : 0;
            }
            if (below <= rank && rank < below + equal) {
                return candidate;
            }
        }
        throw new AssertionError("some value has rank " + rank);
    }
}
