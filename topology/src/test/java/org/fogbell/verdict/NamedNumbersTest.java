package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class NamedNumbersTest {
    private static final NamedNumbers.Names NAMES = new NamedNumbers.Names(List.of("points", "a", "m"));

    private final NamedNumbers numbers = new NamedNumbers(NAMES, new double[] {3, 1, 2});

    @Test
    void isAMapLikeAnyOtherThatSaysTheSame() {
        Map<String, Double> same = Map.of("a", 1.0, "m", 2.0, "points", 3.0);
        assertThat(numbers).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(same).isEqualTo(numbers);
        assertThat(numbers.keySet()).containsExactly("points", "a", "m");
        assertThat(numbers.get("m")).isEqualTo(2);
        assertThat(numbers.get("n")).isNull();
        assertThat(numbers.containsKey("n")).isFalse();
        assertThat(numbers).isNotEqualTo(Map.of("a", 1.0, "m", 2.5, "points", 3.0));
        assertThat(new NamedNumbers(new NamedNumbers.Names(List.of()), new double[0]))
                .isEmpty();
    }

    @Test
    void givesARowToWhoeverAsks() {
        String[] wanted = {"a", "b", "points"};
        String[] others = {"m"};
        for (int again = 0; again < 2; again++) {
            assertThat(numbers.row(wanted)).containsExactly(1, Double.NaN, 3);
            assertThat(new NamedNumbers(NAMES, new double[] {6, 4, 5}).row(wanted))
                    .containsExactly(4, Double.NaN, 6);
            assertThat(numbers.row(others)).containsExactly(2);
        }
    }

    @Test
    void changesForNobody() {
        assertThatThrownBy(() -> numbers.put("a", 5.0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> numbers.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        Iterator<Map.Entry<String, Double>> entries = numbers.entrySet().iterator();
        Map.Entry<String, Double> first = entries.next();
        assertThatThrownBy(() -> first.setValue(5.0)).isInstanceOf(UnsupportedOperationException.class);
        entries.next();
        entries.next();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void needsEachNameOnceAndANumberForEach() {
        assertThatThrownBy(() -> new NamedNumbers.Names(List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected each name once, got 'a' twice");
        assertThatThrownBy(() -> new NamedNumbers(NAMES, new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a number for each of 3 names, got 2");
    }
}
