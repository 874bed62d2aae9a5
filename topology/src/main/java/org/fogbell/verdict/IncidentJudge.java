package org.fogbell.verdict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.schemas.IncidentState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the incidents of one key: opens one with its first alert, publishes it again when its alerts change, and closes it
 * when none has lasted for {@code incident.memory}, or when all have another cause now. Weather in cells that touch, or have
 * one neighbour in common, is one incident; where it grows together, the older one goes on.
 */
public final class IncidentJudge implements MomentJudge<MemberChange, IncidentJudge.Ledger, Incident> {
    private static final int CELLS_APART = 2;

    private final int named;
    private final long memoryMillis;

    public IncidentJudge(IncidentRule rule) {
        this.named = rule.members();
        this.memoryMillis = rule.memory().toMillis();
    }

    /** The incidents of a key that are not closed, oldest first. */
    public record Ledger(List<OpenIncident> incidents) {}

    @Override
    public long millisOf(MemberChange change) {
        return change.millis();
    }

    @Override
    public Outcome<Ledger, Incident> at(long millis, @Nullable Ledger before, List<MemberChange> inputs) {
        List<OpenIncident> incidents = new ArrayList<>(before == null ? List.of() : before.incidents());
        List<Incident> output = new ArrayList<>();
        TreeSet<String> touched = new TreeSet<>();
        List<MemberChange> sorted = new ArrayList<>(inputs);
        // Those that leave first: an incident that only passes alerts on is not opened once more.
        sorted.sort(Comparator.comparing((MemberChange change) -> change.left() ? 0 : 1)
                .thenComparing(MemberChange::source)
                .thenComparing(change -> change.part().open()));
        for (MemberChange change : sorted) {
            if (change.left()) {
                incidents.replaceAll(incident ->
                        incident.has(change.source()) ? touch(touched, incident.without(change)) : incident);
            } else {
                join(incidents, change, millis, touched, output);
            }
        }
        incidents.replaceAll(incident -> touched.contains(incident.id()) ? incident.changedAt(millis) : incident);
        List<OpenIncident> kept = new ArrayList<>();
        for (OpenIncident incident : incidents) {
            boolean over = incident.isEmpty() || incident.isOver(millis, memoryMillis);
            if (over) {
                output.add(incident.record(IncidentState.CLOSED, millis, null, named));
            } else {
                if (touched.contains(incident.id())) {
                    IncidentState state = incident.transition() == 0 ? IncidentState.OPEN : IncidentState.UPDATED;
                    output.add(incident.record(state, millis, null, named));
                }
                kept.add(incident);
            }
        }
        long lookAt = kept.stream()
                .mapToLong(incident -> incident.overAt(memoryMillis))
                .min()
                .orElse(NEVER);
        return new Outcome<>(kept.isEmpty() ? null : new Ledger(kept), output, lookAt);
    }

    private static OpenIncident touch(Set<String> touched, OpenIncident incident) {
        touched.add(incident.id());
        return incident;
    }

    private void join(
            List<OpenIncident> incidents,
            MemberChange change,
            long millis,
            Set<String> touched,
            List<Incident> output) {
        List<OpenIncident> homes = incidents.stream()
                .filter(incident -> incident.has(change.source()) || isThere(incident, change))
                .toList();
        OpenIncident home = homes.isEmpty() ? OpenIncident.of(id(change, millis), change, millis) : homes.get(0);
        OpenIncident joined = home.with(change, named);
        for (OpenIncident younger : homes.subList(Math.min(1, homes.size()), homes.size())) {
            joined = joined.absorb(younger);
            touched.remove(younger.id());
            if (younger.transition() >= 0) {
                output.add(younger.changedAt(millis).record(IncidentState.CLOSED, millis, home.id(), named));
            }
        }
        incidents.removeAll(homes);
        incidents.add(touch(touched, joined));
        incidents.sort(Comparator.comparingLong(OpenIncident::openedMillis).thenComparing(OpenIncident::id));
    }

    private static boolean isThere(OpenIncident incident, MemberChange change) {
        if (change.finding().cause() != IncidentCause.WEATHER) {
            return true;
        }
        List<Long> near = Hexagons.around(change.finding().cell(), CELLS_APART);
        return incident.cells().stream().anyMatch(near::contains);
    }

    private static String id(MemberChange change, long millis) {
        String name = String.join("\u0000", change.key(), change.source(), Long.toString(millis));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
