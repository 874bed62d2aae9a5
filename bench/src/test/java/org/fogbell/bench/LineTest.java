package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void isTheLineThatThePointsLieOn() {
        Line line = Line.through(new double[] {1, 2, 4}, new double[] {5, 7, 11});
        assertThat(line.slope()).isCloseTo(2, within(1e-12));
        assertThat(line.intercept()).isCloseTo(3, within(1e-12));
        assertThat(line.error()).isCloseTo(0, within(1e-12));
    }

    @Test
    void doesNotKnowItsErrorFromTwoPoints() {
        Line line = Line.through(new double[] {0, 2}, new double[] {1, 5});
        assertThat(line.slope()).isEqualTo(2);
        assertThat(line.error()).isNaN();
    }

    /** Of many lines through points that scatter, slopes scatter by the error that each of them states. */
    @Test
    void statesHowFarOffItsSlopeMayBe() {
        long seed = 61;
        Random random = new Random(seed);
        int lines = 2_000;
        double squares = 0;
        double stated = 0;
        for (int i = 0; i < lines; i++) {
            double[] x = new double[20];
            double[] y = new double[20];
            for (int k = 0; k < x.length; k++) {
                x[k] = k;
                y[k] = 3 * k + random.nextGaussian();
            }
            Line line = Line.through(x, y);
            squares += (line.slope() - 3) * (line.slope() - 3) / lines;
            stated += line.error() * line.error() / lines;
        }
        assertThat(squares / stated).as("seed %d", seed).isCloseTo(1, within(0.15));
    }

    @Test
    void refusesASinglePoint() {
        assertThatThrownBy(() -> Line.through(new double[] {1}, new double[] {1}))
                .hasMessageContaining("at least two points, got 1");
    }
}
