package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.fogbell.models.imagery.RoadCondition;
import org.junit.jupiter.api.Test;

class RoadStretchesTest {
    @Test
    void thePairOfANumberIsTheSameEachTime() {
        RoadStretches roads = new RoadStretches(2000, 1, 1);
        RoadStretches again = new RoadStretches(2000, 1, 1);
        RoadStretches otherwise = new RoadStretches(2000, 1, 2);
        for (int number = 0; number < 3; number++) {
            ImagePairs.Pair pair = roads.pair(number);
            assertThat(pair.first().rgb()).isEqualTo(again.pair(number).first().rgb());
            assertThat(pair.second().rgb())
                    .isEqualTo(again.pair(number).second().rgb());
            assertThat(pair.first().rgb()).isNotEqualTo(pair.second().rgb());
            assertThat(pair.first().rgb())
                    .isNotEqualTo(otherwise.pair(number).first().rgb());
        }
    }

    @Test
    void drawsEveryConditionThatMayBeLearnedFromAndNoOther() {
        Random random = new Random(1);
        Set<RoadCondition> drawn = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            drawn.add(RoadStretches.condition(random));
        }
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(RoadCondition.shown());
    }
}
