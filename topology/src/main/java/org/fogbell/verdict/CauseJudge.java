package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.IncidentCause;
import org.fogbell.verdict.Attribution.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Gives each alert of a vehicle a cause, {@code incident.settle} after it opened, so that peers have had time to show the
 * same; another cause takes its place when it has held for as long, but weather at once. What a sensor shows counts only
 * while it deviates: how it recovers says nothing of the cause.
 */
public final class CauseJudge implements MomentJudge<VehicleNews, CauseJudge.Cases, Attribution> {
    private final long settleMillis;
    private final long memoryMillis;
    private final long retentionMillis;

    public CauseJudge(IncidentRule rule, long retentionMillis) {
        this.settleMillis = rule.settle().toMillis();
        this.memoryMillis = rule.memory().toMillis();
        this.retentionMillis = retentionMillis;
    }

    /**
     * One alert.
     *
     * @param placed the cause that was published; null before
     * @param candidate what the evidence said last, and since when
     */
    public record Case(
            MemberAlert alert, long openedMillis, @Nullable Finding placed, Finding candidate, long candidateMillis) {}

    /** A vehicle's alerts by their id, and what is known around them; opinions by sensor id. */
    public record Cases(@Nullable Testimony testimony, Map<String, PlaceOpinion> opinions, Map<String, Case> cases) {}

    @Override
    public long millisOf(VehicleNews news) {
        return news.millis();
    }

    @Override
    public Outcome<Cases, Attribution> at(long millis, @Nullable Cases before, List<VehicleNews> inputs) {
        @Nullable Testimony testimony = before == null ? null : before.testimony();
        Map<String, PlaceOpinion> opinions = new TreeMap<>(before == null ? Map.of() : before.opinions());
        Map<String, Case> cases = new TreeMap<>(before == null ? Map.of() : before.cases());
        Map<String, MemberAlert> changes = new TreeMap<>();
        List<VehicleNews> sorted = new ArrayList<>(inputs);
        sorted.sort(Comparator.comparing(VehicleNews::order));
        for (VehicleNews news : sorted) {
            if (news.testimony() != null) {
                testimony = news.testimony();
            } else if (news.opinion() != null) {
                long home = testimony == null ? Hexagons.NOWHERE : testimony.cell();
                opinions.merge(news.opinion().sensorId(), news.opinion(), (old, next) -> newer(old, next, home));
            } else if (news.alert() != null) {
                changes.put(news.alert().alertId(), news.alert());
            }
        }
        opinions.values().removeIf(opinion -> opinion.millis() + memoryMillis <= millis);
        changes.forEach((id, alert) -> take(cases, alert, millis));

        Surroundings around = new Surroundings(millis, memoryMillis, testimony, opinions, List.copyOf(cases.values()));
        List<Attribution> output = new ArrayList<>();
        cases.replaceAll((id, known) -> {
            Case next = judged(known, around, millis);
            if (next.placed() != null && (!next.placed().equals(known.placed()) || changes.containsKey(id))) {
                output.add(new Attribution(next.alert(), millis, next.openedMillis(), next.placed()));
            }
            return next;
        });
        cases.values()
                .removeIf(known -> known.placed() != null
                        && !known.alert().lasts()
                        && known.alert().millis() + memoryMillis <= millis);
        if (testimony != null && testimony.millis() + retentionMillis <= millis) {
            testimony = null;
        }
        if (testimony == null && cases.isEmpty()) {
            return new Outcome<>(null, output, NEVER);
        }
        return new Outcome<>(new Cases(testimony, opinions, cases), output, lookAt(testimony, cases));
    }

    private static PlaceOpinion newer(PlaceOpinion old, PlaceOpinion next, long home) {
        if (next.millis() != old.millis()) {
            return next.millis() > old.millis() ? next : old;
        }
        // Two places may speak of a vehicle that went from one to the other: the one where it is knows best.
        return next.cell() == home || (old.cell() != home && next.weather()) ? next : old;
    }

    private static void take(Map<String, Case> cases, MemberAlert alert, long millis) {
        @Nullable Case known = cases.get(alert.alertId());
        if (known != null && alert.transition() >= known.alert().transition()) {
            cases.put(
                    alert.alertId(),
                    new Case(
                            alert.under(known.alert().software()),
                            known.openedMillis(),
                            known.placed(),
                            known.candidate(),
                            known.candidateMillis()));
        } else if (known == null && alert.state() == AlertState.FIRING) {
            Finding nothing = new Finding(IncidentCause.UNKNOWN, Hexagons.NOWHERE, Evidence.NONE);
            cases.put(alert.alertId(), new Case(alert, millis, null, nothing, millis));
        }
    }

    private Case judged(Case known, Surroundings around, long millis) {
        MemberAlert alert = known.alert();
        if (known.placed() == null && alert.whileTimeStood() && alert.kind() == AlertKind.SILENCE) {
            Finding outage =
                    new Finding(IncidentCause.OUTAGE, Hexagons.NOWHERE, Evidence.NONE, "nobody sends", Software.NONE);
            return new Case(alert, known.openedMillis(), outage, outage, millis);
        }
        boolean opens = known.openedMillis() == millis && known.placed() == null;
        boolean shows = alert.lasts() && around.tells(alert, opens);
        @Nullable Finding found = shows ? around.finding(alert) : around.laterWeather(alert);
        Finding candidate = found == null ? known.candidate() : found;
        long since = candidate.cause() == known.candidate().cause() ? known.candidateMillis() : millis;
        @Nullable Finding placed = known.placed();
        if (placed == null) {
            placed = millis >= known.openedMillis() + settleMillis ? candidate : null;
        } else if (found != null
                && placed.cause() != IncidentCause.OUTAGE
                && candidate.cause() != placed.cause()
                && (candidate.cause() == IncidentCause.WEATHER || millis - since >= settleMillis)) {
            placed = candidate;
        }
        return new Case(alert, known.openedMillis(), placed, candidate, since);
    }

    private long lookAt(@Nullable Testimony testimony, Map<String, Case> cases) {
        long next = testimony == null ? NEVER : testimony.millis() + retentionMillis;
        for (Case known : cases.values()) {
            Finding placed = known.placed();
            if (placed == null) {
                next = Math.min(next, known.openedMillis() + settleMillis);
            } else if (!known.alert().lasts()) {
                next = Math.min(next, known.alert().millis() + memoryMillis);
            } else if (known.alert().kind() != AlertKind.DEVIATION
                    && placed.cause() != IncidentCause.OUTAGE
                    && placed.cause() != known.candidate().cause()) {
                next = Math.min(next, known.candidateMillis() + settleMillis);
            }
        }
        return next;
    }
}
