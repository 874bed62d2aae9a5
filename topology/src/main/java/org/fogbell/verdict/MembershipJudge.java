package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.verdict.Attribution.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Gives the alerts of one bucket of the fleet to their incidents. Where the fleet says that most of it shows the same, that is
 * the cause of every alert that opened since, whatever its vehicle and its place say; it stays so until the alert ends. Such
 * alerts go on as one change of the whole bucket, so that their incident hears of buckets and not of alerts.
 */
public final class MembershipJudge implements MomentJudge<GroupNews, MembershipJudge.Members, MemberChange> {
    private final int named;
    private final long memoryMillis;

    public MembershipJudge(IncidentRule rule) {
        this.named = rule.members();
        this.memoryMillis = rule.memory().toMillis();
    }

    /** The alerts of the bucket by id, each with the finding that counts, and the fleet's opinion of the group. */
    public record Members(@Nullable FleetOpinion opinion, Map<String, Attribution> alerts) {}

    @Override
    public long millisOf(GroupNews news) {
        return news.millis();
    }

    @Override
    public Outcome<Members, MemberChange> at(long millis, @Nullable Members before, List<GroupNews> inputs) {
        Map<String, Attribution> alerts = new TreeMap<>(before == null ? Map.of() : before.alerts());
        @Nullable FleetOpinion opinion = before == null ? null : before.opinion();
        List<GroupNews> sorted = new ArrayList<>(inputs);
        sorted.sort(Comparator.comparing(GroupNews::order));
        Map<String, Attribution> came = new TreeMap<>();
        for (GroupNews news : sorted) {
            if (news.opinion() != null) {
                opinion = news.opinion();
            } else if (news.attribution() != null) {
                came.put(news.attribution().alert().alertId(), news.attribution());
            }
        }
        Map<String, Attribution> next = new TreeMap<>(alerts);
        next.putAll(came);
        @Nullable FleetOpinion fleet = opinion;
        next.replaceAll((id, attribution) -> placed(attribution, alerts.get(id), fleet));
        List<MemberChange> output = changes(alerts, next, came.keySet(), millis);
        boolean fleetWideLasts = next.values().stream()
                .anyMatch(each -> MemberChange.isFleetWide(each.finding().cause()) && !isOver(each, millis));
        next.values()
                .removeIf(each -> isOver(each, millis)
                        && !(fleetWideLasts
                                && MemberChange.isFleetWide(each.finding().cause())));
        if (next.isEmpty() && (opinion == null || !opinion.holds())) {
            return new Outcome<>(null, output, NEVER);
        }
        return new Outcome<>(new Members(opinion, next), output, lookAt(next, millis));
    }

    private boolean isOver(Attribution each, long millis) {
        return !each.alert().lasts() && goneAt(each) <= millis;
    }

    private long goneAt(Attribution each) {
        return Math.max(each.alert().millis(), each.millis()) + memoryMillis;
    }

    private long lookAt(Map<String, Attribution> alerts, long millis) {
        return alerts.values().stream()
                .filter(each -> !each.alert().lasts())
                .mapToLong(this::goneAt)
                .filter(gone -> gone > millis)
                .min()
                .orElse(NEVER);
    }

    private Attribution placed(Attribution now, @Nullable Attribution before, @Nullable FleetOpinion opinion) {
        if (before != null && MemberChange.isFleetWide(before.finding().cause())) {
            return new Attribution(now.alert(), now.millis(), now.openedMillis(), before.finding());
        }
        if (opinion == null
                || !opinion.holds()
                || !now.alert().lasts()
                || now.openedMillis() + memoryMillis < opinion.sinceMillis()) {
            return before == null ? now : staying(now, before.finding());
        }
        IncidentCause cause = opinion.group().equals(FleetWord.SILENCE) ? IncidentCause.OUTAGE : IncidentCause.MODEL;
        Finding finding = new Finding(cause, Hexagons.NOWHERE, opinion.evidence(), "", opinion.rolledOut());
        return new Attribution(now.alert(), now.millis(), now.openedMillis(), finding);
    }

    /** Weather goes on where it began: a vehicle that drives on takes its alert to no other incident. */
    private static Attribution staying(Attribution now, Finding before) {
        Finding finding = now.finding();
        if (finding.cause() != before.cause()) {
            return now;
        }
        Finding stays =
                new Finding(finding.cause(), before.cell(), finding.evidence(), finding.note(), finding.rolledOut());
        return new Attribution(now.alert(), now.millis(), now.openedMillis(), stays);
    }

    private List<MemberChange> changes(
            Map<String, Attribution> before, Map<String, Attribution> after, Iterable<String> came, long millis) {
        List<MemberChange> changes = new ArrayList<>();
        Map<String, Finding> fleetWide = new TreeMap<>();
        Map<String, Attribution> touched = new TreeMap<>();
        came.forEach(id -> touched.put(id, after.get(id)));
        after.forEach((id, attribution) -> {
            @Nullable Attribution old = before.get(id);
            if (old != null && old.finding().cause() != attribution.finding().cause()) {
                touched.put(id, attribution);
            }
        });
        touched.forEach((id, attribution) -> {
            @Nullable Attribution old = before.get(id);
            MemberAlert alert = attribution.alert();
            Finding finding = attribution.finding();
            String key = MemberChange.key(alert, finding);
            @Nullable String oldKey = old == null ? null : MemberChange.key(old.alert(), old.finding());
            MemberChange.Part part = MemberChange.Part.of(List.of(alert), named);
            if (oldKey != null && !oldKey.equals(key)) {
                changes.add(new MemberChange(oldKey, id, millis, true, finding, part));
            }
            if (MemberChange.isFleetWide(finding.cause())) {
                fleetWide.put(key, finding);
            } else {
                changes.add(new MemberChange(key, id, millis, false, finding, part));
            }
        });
        fleetWide.forEach((key, finding) -> {
            List<Attribution> all = after.values().stream()
                    .filter(each -> MemberChange.isFleetWide(each.finding().cause()))
                    .filter(each ->
                            MemberChange.key(each.alert(), each.finding()).equals(key))
                    .toList();
            // A new model may meet several firmwares, each of which is a group with buckets of its own.
            String source = FleetWord.key(all.get(0).group(), all.get(0).bucket());
            List<MemberAlert> alerts = all.stream().map(Attribution::alert).toList();
            changes.add(new MemberChange(key, source, millis, false, finding, MemberChange.Part.of(alerts, named)));
        });
        return changes;
    }
}
