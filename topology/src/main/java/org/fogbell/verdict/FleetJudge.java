package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds the counts of a fleet's buckets up, and says when most vehicles deviate under a model or a firmware that is new, or
 * fall silent together. Either is new for {@code incident.rollout} after its first score, if the fleet had another one before.
 * Each hears what is said of the new part alone, as {@link FleetWord} asks it: so a new model is found whatever firmwares it
 * meets, a vehicle counts once, and a type of sensor that the model suits hides none that it does not.
 */
public final class FleetJudge implements MomentJudge<FleetCountJudge.Count, FleetJudge.Fleet, FleetOpinion> {
    private final IncidentRule rule;
    private final long retentionMillis;

    public FleetJudge(IncidentRule rule, long retentionMillis) {
        this.rule = rule;
        this.retentionMillis = retentionMillis;
    }

    /**
     * A group of the fleet.
     *
     * @param sinceMillis when most vehicles began to agree; {@link FleetOpinion#NO} while they do not
     */
    public record Group(long firstMillis, long lastMillis, long sinceMillis, Map<Integer, Evidence> buckets) {}

    /** All groups by name, and when the fleet was seen first. */
    public record Fleet(long firstMillis, Map<String, Group> groups) {}

    @Override
    public long millisOf(FleetCountJudge.Count count) {
        return count.millis();
    }

    @Override
    public Outcome<Fleet, FleetOpinion> at(long millis, @Nullable Fleet before, List<FleetCountJudge.Count> inputs) {
        Map<String, Group> groups = new TreeMap<>(before == null ? Map.of() : before.groups());
        groups.values().removeIf(group -> group.lastMillis() + retentionMillis <= millis);
        long first = before == null ? millis : Math.min(before.firstMillis(), millis);
        List<FleetCountJudge.Count> sorted = new ArrayList<>(inputs);
        sorted.sort(Comparator.comparing(FleetCountJudge.Count::group)
                .thenComparing(FleetCountJudge.Count::bucket)
                .thenComparing(FleetCountJudge.Count::millis));
        Set<String> changed = new TreeSet<>();
        for (FleetCountJudge.Count count : sorted) {
            Group group = groups.getOrDefault(count.group(), new Group(millis, millis, FleetOpinion.NO, Map.of()));
            Map<Integer, Evidence> buckets = new TreeMap<>(group.buckets());
            buckets.put(count.bucket(), count.evidence());
            groups.put(count.group(), new Group(group.firstMillis(), millis, group.sinceMillis(), buckets));
            changed.add(count.group());
        }
        Map<String, Software> isNew = new TreeMap<>();
        groups.keySet().stream().filter(name -> !name.equals(FleetWord.SILENCE)).forEach(name -> {
            Software rolledOut = rolledOut(Software.ofGroup(name), groups, first, millis);
            if (!rolledOut.equals(Software.NONE)) {
                isNew.put(name, rolledOut);
            }
        });
        List<FleetOpinion> opinions = new ArrayList<>();
        groups.replaceAll((name, group) -> {
            @Nullable Software rolledOut = isNew.get(name);
            String asked = rolledOut == null ? name : question(name, rolledOut);
            if (!changed.contains(name) && !changed.contains(asked)) {
                return group;
            }
            Evidence evidence = groups.getOrDefault(asked, group).buckets().values().stream()
                    .reduce(Evidence.NONE, Evidence::plus);
            boolean agrees = agrees(evidence) && (name.equals(FleetWord.SILENCE) || rolledOut != null);
            long since =
                    !agrees ? FleetOpinion.NO : group.sinceMillis() == FleetOpinion.NO ? millis : group.sinceMillis();
            if (agrees || group.sinceMillis() != FleetOpinion.NO) {
                Software named = agrees && rolledOut != null ? rolledOut : Software.NONE;
                for (int bucket = 0; bucket < FleetWord.BUCKETS; bucket++) {
                    opinions.add(new FleetOpinion(name, bucket, millis, since, evidence, named));
                }
            }
            return new Group(group.firstMillis(), group.lastMillis(), since, group.buckets());
        });
        return new Outcome<>(groups.isEmpty() ? null : new Fleet(first, groups), opinions, NEVER);
    }

    /** The group in which every vehicle has one word on what is new in this one. */
    private static String question(String name, Software rolledOut) {
        Software runs = Software.ofGroup(name);
        return (rolledOut.isFirmwareAlone() ? runs.firmwareAlone() : runs.modelOfType()).group();
    }

    /** Of those who may be silent, none. */
    private static Software software(String name) {
        return name.equals(FleetWord.SILENCE) ? Software.NONE : Software.ofGroup(name);
    }

    private boolean agrees(Evidence evidence) {
        return evidence.agreeing() >= rule.vehicles()
                && evidence.agreeing() >= rule.fleetShare() * (evidence.agreeing() + evidence.disagreeing());
    }

    /** What of it is new to the fleet; the model where both are. */
    private Software rolledOut(Software runs, Map<String, Group> groups, long fleetFirst, long millis) {
        if (runs.hasModel() && isNew(runs.modelAlone(), Software::modelAlone, groups, fleetFirst, millis)) {
            return runs.modelAlone();
        }
        // A fleet that begins to state its firmware, or has its first sensors of a type, had no other one before.
        boolean hadAnother =
                groups.keySet().stream().map(FleetJudge::software).anyMatch(each -> each.isOtherFirmwareThan(runs));
        boolean newFirmware =
                hadAnother && isNew(runs.firmwareAlone(), Software::firmwareAlone, groups, fleetFirst, millis);
        return newFirmware ? runs.firmwareAlone() : Software.NONE;
    }

    /** The first of all is no roll-out, and neither is what a job finds in use when it starts. */
    private boolean isNew(
            Software part, UnaryOperator<Software> ofIt, Map<String, Group> groups, long fleetFirst, long millis) {
        long first = groups.entrySet().stream()
                .filter(each -> ofIt.apply(software(each.getKey())).equals(part))
                .mapToLong(each -> each.getValue().firstMillis())
                .min()
                .orElse(millis);
        return first > fleetFirst + rule.memory().toMillis()
                && millis <= first + rule.rollout().toMillis();
    }
}
