package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureLevelsTest {
    /** An hour at ten frames a second, and a feature whose location is nearly a thousand times its spread. */
    @Test
    void aLocationGoesHalfOfTheWayInOneHalfLifeHoweverLongThatIs() {
        int halfLife = 36_000;
        double weight = 1 - Math.pow(0.5, 1.0 / halfLife);
        double spread = 0.005;
        double from = Math.log(64);
        FeatureLevels levels =
                new FeatureLevels(FeatureNames.of(List.of("rings")), new double[] {from}, new float[] {(float) spread});
        for (int frame = 0; frame < halfLife; frame++) {
            levels = levels.drift(new double[] {from + 2 * spread}, weight, 0);
        }
        assertThat((levels.locations()[0] - from) / spread).isCloseTo(1, within(0.01));
    }
}
