package org.fogbell.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeparationTest {
    @Test
    void countsPairsInWhichTheBadFrameScoresHigher() {
        Separation separation = Separation.of(new double[] {1, 2, 3, 4}, new double[] {2.5, 3, 9});
        assertThat(separation.auroc()).isCloseTo((2 + 2.5 + 4) / 12, within(1e-12));
    }

    @Test
    void isHalfWhereTheFramesAreTheSame() {
        double[] same = {5, 1, 1, 7, 3};
        Separation separation = Separation.of(same, same);
        assertThat(separation.auroc()).isEqualTo(0.5);
        assertThat(separation.aupr()).isCloseTo(0.5, within(1e-12));
        assertThat(separation.fpr95()).isEqualTo(1);
    }

    @Test
    void isOneWhereNoCleanFrameScoresAsHighAndZeroTheOtherWayRound() {
        assertThat(Separation.of(new double[] {1, 2}, new double[] {3, 4})).isEqualTo(new Separation(1, 1, 0));
        assertThat(Separation.of(new double[] {3, 4}, new double[] {1, 2}).auroc())
                .isZero();
    }

    @Test
    void findsNinetyFivePercentAtThisShareOfFalseAlarms() {
        double[] clean = new double[100];
        double[] bad = new double[100];
        for (int i = 0; i < 100; i++) {
            clean[i] = i;
            bad[i] = 50 + i;
        }
        assertThat(Separation.of(clean, bad).fpr95())
                .as("95 of 100 are at least 55")
                .isEqualTo(0.45);
    }

    @Test
    void agreesWithCountingOnRandomScores() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] clean = random.ints(40, 0, 12).asDoubleStream().toArray();
            double[] bad = random.ints(30, 3, 15).asDoubleStream().toArray();
            double wins = 0;
            for (double normal : clean) {
                for (double fault : bad) {
                    wins += fault > normal ? 1 : fault == normal ? 0.5 : 0;
                }
            }
            assertThat(Separation.of(clean, bad).auroc()).as("seed %d", seed).isCloseTo(wins / 1_200, within(1e-12));
        }
    }

    @Test
    void refusesNothingAndWhatIsNoNumber() {
        assertThatThrownBy(() -> Separation.of(new double[0], new double[] {1})).hasMessageContaining("got 0 and 1");
        assertThatThrownBy(() -> Separation.of(new double[] {1}, new double[] {Double.NaN}))
                .hasMessageContaining("not a number");
    }
}
