package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts, in one bucket of the fleet, the vehicles that agree; speaks when the count has changed. */
public final class FleetCountJudge implements MomentJudge<FleetWord, FleetCountJudge.Bucket, FleetCountJudge.Count> {
    private final long memoryMillis;

    public FleetCountJudge(IncidentRule rule) {
        this.memoryMillis = rule.memory().toMillis();
    }

    /** A vehicle's last word. */
    public record Word(long millis, boolean agrees) {}

    /** The last words of a bucket's vehicles, by vehicle id, and the count that they gave. */
    public record Bucket(Map<String, Word> words, Count count) {}

    /** How many vehicles of a bucket agree. */
    public record Count(String group, int bucket, long millis, Evidence evidence) {}

    @Override
    public long millisOf(FleetWord word) {
        return word.millis();
    }

    @Override
    public Outcome<Bucket, Count> at(long millis, @Nullable Bucket before, List<FleetWord> inputs) {
        Map<String, Word> words = new TreeMap<>(before == null ? Map.of() : before.words());
        List<FleetWord> sorted = new ArrayList<>(inputs);
        sorted.sort(Comparator.comparing(FleetWord::vehicleId).thenComparing(FleetWord::agrees));
        sorted.forEach(word -> words.put(word.vehicleId(), new Word(word.millis(), word.agrees())));
        words.values().removeIf(word -> word.millis() + memoryMillis <= millis);
        if (before == null && sorted.isEmpty()) {
            return new Outcome<>(null, List.of(), NEVER);
        }
        List<String> agreed = new ArrayList<>();
        List<String> disagreed = new ArrayList<>();
        words.forEach((vehicle, word) -> (word.agrees() ? agreed : disagreed).add(vehicle));
        Evidence evidence = Evidence.of(agreed, disagreed);
        Count count = before == null
                ? new Count(sorted.get(0).group(), sorted.get(0).bucket(), millis, evidence)
                : new Count(before.count().group(), before.count().bucket(), millis, evidence);
        boolean changed = before == null || !before.count().evidence().equals(evidence);
        List<Count> output = changed ? List.of(count) : List.of();
        if (words.isEmpty()) {
            return new Outcome<>(null, output, NEVER);
        }
        long goneAt = words.values().stream().mapToLong(Word::millis).max().orElse(millis) + memoryMillis;
        return new Outcome<>(new Bucket(words, count), output, goneAt);
    }
}
