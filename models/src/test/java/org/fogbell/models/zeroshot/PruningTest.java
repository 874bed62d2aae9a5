package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruningTest {
    @Test
    void countsTheEvaluationsOfAnImage() {
        Pruning pruning = Pruning.parse("16:4,64:1");
        assertThat(pruning).isEqualTo(Pruning.USUAL).hasToString("16:4,64:1");
        assertThat(pruning.pairs()).isEqualTo(64);
        assertThat(pruning.evaluations(11)).isEqualTo(11 * 16 + 4 * 48);
        assertThat(pruning.evaluations(1000)).isEqualTo(1000 * 16 + 4 * 48);
        assertThat(pruning.evaluations(3)).isEqualTo(3 * 64);
        assertThat(Pruning.parse("10:1").evaluations(7)).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "16", "16:4", "16:4,16:1", "16:1,64:1", "16:4,8:1", "0:1", "8:0", "8:-1", "8:1,", "8:1 ,9:1"
            })
    void refusesStagesThatDoNotNarrowDownToOne(String text) {
        assertThatThrownBy(() -> Pruning.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("PAIRS:KEEP", "'" + text + "'");
    }

    @Test
    void spreadsTheTimesOfEachStageEvenly() {
        Pruning pruning = Pruning.parse("5:4,12:2,100:1");
        List<NoisePair> pairs = NoisePair.draw(pruning, 1000, 6, 3);
        assertThat(pairs).hasSize(100);
        int from = 0;
        for (Pruning.Stage stage : pruning.stages()) {
            int added = stage.pairs() - from;
            for (int i = 0; i < added; i++) {
                // One in each of as many equal parts, rounded down to whole times.
                assertThat(pairs.get(from + i).timestep())
                        .isBetween((int) Math.floor(1000.0 * i / added), (int) Math.floor(1000.0 * (i + 1) / added));
            }
            from = stage.pairs();
        }
        assertThat(pairs).allMatch(pair -> pair.timestep() < 1000);
    }

    @Test
    void aSeedGivesTheSamePairsAndAnotherDoesNot() {
        List<NoisePair> pairs = NoisePair.draw(Pruning.USUAL, 1000, 6, 3);
        List<NoisePair> same = NoisePair.draw(Pruning.USUAL, 1000, 6, 3);
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(same.get(i).timestep()).isEqualTo(pairs.get(i).timestep());
            assertThat(same.get(i).noise()).isEqualTo(pairs.get(i).noise());
        }
        assertThat(NoisePair.draw(Pruning.USUAL, 1000, 6, 4).get(0).noise())
                .isNotEqualTo(pairs.get(0).noise());
        assertThat(Arrays.equals(pairs.get(0).noise(), pairs.get(1).noise())).isFalse();
    }
}
