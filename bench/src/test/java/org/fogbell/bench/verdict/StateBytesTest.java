package org.fogbell.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateBytesTest {
    private record Leaf(int number, double value, boolean flag) {}

    private record Tree(String name, List<Leaf> leaves, float[] values, Leaf[] more, Leaf none) {}

    @Test
    void addsUpNumbersAndTextsWhereverTheyAre() throws Exception {
        Leaf leaf = new Leaf(1, 2, true);
        assertThat(StateBytes.of(leaf)).isEqualTo(4 + 8 + 1);
        Tree tree = new Tree("four", Arrays.asList(leaf, null, leaf), new float[5], new Leaf[] {leaf, null}, null);
        assertThat(StateBytes.of(tree)).isEqualTo(4 + 2 * 13 + 5 * 4 + 13);
        assertThat(StateBytes.of(null)).isZero();
    }
}
