package org.fogbell.verdict;

import java.util.List;
import java.util.stream.Stream;

/** Who agreed that it shows the same, and who did not: how many, and some by name. */
public record Evidence(long agreeing, long disagreeing, List<String> agreed, List<String> disagreed) {
    static final int NAMED = 5;
    static final Evidence NONE = new Evidence(0, 0, List.of(), List.of());

    static Evidence of(List<String> agreed, List<String> disagreed) {
        return new Evidence(agreed.size(), disagreed.size(), some(agreed), some(disagreed));
    }

    /** Together with more evidence of other peers. */
    Evidence plus(Evidence other) {
        return new Evidence(
                agreeing + other.agreeing,
                disagreeing + other.disagreeing,
                some(Stream.concat(agreed.stream(), other.agreed.stream()).toList()),
                some(Stream.concat(disagreed.stream(), other.disagreed.stream()).toList()));
    }

    private static List<String> some(List<String> names) {
        return names.stream().sorted().limit(NAMED).toList();
    }
}
