package org.fogbell.models.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How severe something is to be: what a sentence's adjectives choose.
 *
 * @param lowest severity, 1..5
 * @param highest severity, {@code lowest}..5
 */
public record SeverityRange(int lowest, int highest) {
    private static final Set<String> WEAK = Set.of("light", "slight", "weak", "thin", "little", "faint", "mild");
    private static final Set<String> STRONG =
            Set.of("dense", "heavy", "thick", "severe", "strong", "extreme", "violent");

    public SeverityRange {
        if (lowest < 1 || highest > Corruption.MAX_SEVERITY || lowest > highest) {
            throw new IllegalArgumentException("expected severities of 1.." + Corruption.MAX_SEVERITY
                    + ", the lower first, got " + lowest + ".." + highest);
        }
    }

    /**
     * 1 and 2 where an adjective is weak, 4 and 5 where it is strong, and what is usual where there is none. Whatever the
     * adjectives belong to, they hold for all that the sentence names.
     *
     * @throws IllegalArgumentException where there are weak and strong ones
     */
    public static SeverityRange of(String sentence, SeverityRange usual) {
        List<String> words = List.of(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1));
        boolean weak = words.stream().anyMatch(WEAK::contains);
        boolean strong = words.stream().anyMatch(STRONG::contains);
        if (weak && strong) {
            throw new IllegalArgumentException("'" + sentence + "' is weak and strong");
        }
        if (weak) {
            return new SeverityRange(1, 2);
        }
        return strong ? new SeverityRange(4, Corruption.MAX_SEVERITY) : usual;
    }
}
