package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    private final Random random = new Random(11);

    /** Scores that are right as often as they say at the given temperature. */
    private int[] draw(int count, double temperature, List<ClassScores> scores) {
        int[] truth = new int[count];
        for (int i = 0; i < count; i++) {
            double[] logJoint = new double[3];
            for (int c = 0; c < 3; c++) {
                logJoint[c] = temperature * 2 * random.nextGaussian();
            }
            ClassScores drawn = new ClassScores(logJoint, new double[3]);
            double[] posterior = drawn.posterior(temperature);
            double at = random.nextDouble();
            truth[i] = at < posterior[0] ? 0 : at < posterior[0] + posterior[1] ? 1 : 2;
            scores.add(drawn);
        }
        return truth;
    }

    @Test
    void findsTheTemperatureThatScoresWereDrawnAt() {
        for (double temperature : new double[] {0.3, 1, 40}) {
            List<ClassScores> scores = new ArrayList<>();
            int[] truth = draw(20_000, temperature, scores);
            assertThat(Temperature.fit(scores, truth)).isCloseTo(temperature, within(0.05 * temperature));
        }
    }

    @Test
    void makesProbabilitiesAsOftenRightAsTheySay() {
        List<ClassScores> scores = new ArrayList<>();
        int[] truth = draw(20_000, 25, scores);
        double fitted = Temperature.fit(scores, truth);
        CalibrationError raw = new CalibrationError();
        CalibrationError scaled = new CalibrationError();
        for (int i = 0; i < truth.length; i++) {
            ClassScores each = scores.get(i);
            raw.add(each.posterior(1)[each.best()], each.best() == truth[i]);
            scaled.add(each.posterior(fitted)[each.best()], each.best() == truth[i]);
        }
        assertThat(raw.value()).isGreaterThan(0.1);
        assertThat(scaled.value()).isLessThan(0.02);
    }

    @Test
    void survivesAnswersThatAreImpossiblyWrong() {
        List<ClassScores> scores = List.of(
                new ClassScores(new double[] {0, -5_000}, new double[2]),
                new ClassScores(new double[] {0, -100}, new double[2]));
        assertThat(Temperature.loss(scores, new int[] {1, 0}, 1)).isCloseTo(2_500, within(1e-6));
        assertThat(Temperature.fit(scores, new int[] {1, 0})).isGreaterThan(1_000);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> Temperature.fit(List.of(), new int[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
