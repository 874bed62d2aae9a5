package org.fogbell.models.zeroshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.SeverityRange;

/**
 * What the physical simulator makes of a condition's sentence: the weather and faults that the sentence names, in its
 * order, at severities that its adjectives allow. A word after 'no', 'not', 'without' or 'free of' does not count.
 *
 * @param kinds at least one; {@link CorruptionKind#NONE} alone for clear frames
 * @param lowest severity, 1..5, and the highest
 */
record SweepCondition(Condition condition, Set<CorruptionKind> kinds, int lowest, int highest) {
    private static final Set<String> NEGATIONS = Set.of("no", "not", "without", "free", "never");
    private static final SeverityRange USUAL = new SeverityRange(3, Corruption.MAX_SEVERITY);

    SweepCondition {
        kinds = Collections.unmodifiableSet(new LinkedHashSet<>(kinds));
    }

    /**
     * @throws IllegalArgumentException naming the label: no word that the simulator knows, or words that contradict
     */
    static SweepCondition of(Condition condition) {
        Set<CorruptionKind> kinds = new LinkedHashSet<>();
        boolean negated = false;
        for (String word : condition.sentence().toLowerCase(Locale.ROOT).split("[^\\p{L}0-9-]+", -1)) {
            for (SweepWord known : SweepWord.values()) {
                if (known.matches(word) && !negated) {
                    kinds.add(known.kind());
                }
            }
            negated = NEGATIONS.contains(word) || (negated && (word.equals("of") || word.equals("any")));
        }
        String label = "label '" + condition.label() + "'";
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException(label + ": the simulator knows none of the words '"
                    + condition.sentence() + "'; it knows " + String.join(", ", SweepWord.known()));
        }
        if (kinds.contains(CorruptionKind.NONE) && kinds.size() > 1) {
            throw new IllegalArgumentException(
                    label + " contradicts itself: '" + condition.sentence() + "' is clear and " + kinds);
        }
        try {
            SeverityRange severities = SeverityRange.of(condition.sentence(), USUAL);
            return new SweepCondition(condition, kinds, severities.lowest(), severities.highest());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(label + " contradicts itself: " + e.getMessage(), e);
        }
    }

    /**
     * All conditions, which must differ in what the simulator makes of them.
     *
     * @throws IllegalArgumentException naming the labels
     */
    static List<SweepCondition> of(List<Condition> conditions) {
        List<SweepCondition> understood = new ArrayList<>();
        for (Condition each : conditions) {
            SweepCondition one = of(each);
            for (SweepCondition other : understood) {
                if (other.kinds.equals(one.kinds) && other.lowest == one.lowest && other.highest == one.highest) {
                    throw new IllegalArgumentException("labels '" + other.condition.label() + "' and '" + each.label()
                            + "' mean the same to the simulator: " + one.text());
                }
            }
            understood.add(one);
        }
        return List.copyOf(understood);
    }

    /** Such as "fog + rain, severity 3 to 5". */
    String text() {
        String names =
                String.join(" + ", kinds.stream().map(CorruptionKind::toString).toList());
        return isClear() ? "clear" : names + ", severity " + lowest + " to " + highest;
    }

    boolean isClear() {
        return kinds.contains(CorruptionKind.NONE);
    }

    /** A severity that the sentence allows. */
    int severity(Random random) {
        return lowest + random.nextInt(highest - lowest + 1);
    }

    /** A clean sweep as it looks under the condition. The same sweep, severity and seed give the same points. */
    PointCloud apply(PointCloud clean, int severity, long seed) {
        PointCloud changed = clean;
        int number = 0;
        for (CorruptionKind kind : kinds) {
            changed = new Corruption(kind, severity).apply(changed, seed + number++);
        }
        return changed;
    }
}
