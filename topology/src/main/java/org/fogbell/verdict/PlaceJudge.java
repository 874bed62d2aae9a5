package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the vehicles in one cell with each other and with those in the cells around it. A vehicle counts for as long as
 * {@code incident.memory}, so that vehicles that drive into fog one after the other meet; it is remembered as deviating
 * where it did so at all in that time. Says something only when a vehicle deviates.
 */
public final class PlaceJudge implements MomentJudge<PlaceJudge.Visit, PlaceJudge.Place, PlaceOpinion> {
    private final IncidentRule rule;
    private final long memoryMillis;

    public PlaceJudge(IncidentRule rule) {
        this.rule = rule;
        this.memoryMillis = rule.memory().toMillis();
    }

    /** A vehicle's testimony as a cell hears it: its own, or one next to it. */
    public record Visit(long cell, Testimony testimony) {
        /** For every cell that is to hear it; none where the vehicle does not say where it is. */
        public static List<Visit> of(Testimony said) {
            return said.cell() == Hexagons.NOWHERE
                    ? List.of()
                    : Hexagons.around(said.cell(), 1).stream()
                            .map(cell -> new Visit(cell, said))
                            .toList();
        }

        public String key() {
            return Hexagons.name(cell);
        }
    }

    /**
     * A vehicle in or around the cell.
     *
     * @param home the cell that it is in
     * @param views what counts of each of its sensors, by sensor id
     */
    public record Presence(long home, Map<String, SensorView> views) {}

    /** The vehicles in and around a cell, by vehicle id. */
    public record Place(Map<String, Presence> vehicles) {}

    @Override
    public long millisOf(Visit visit) {
        return visit.testimony().millis();
    }

    @Override
    public Outcome<Place, PlaceOpinion> at(long millis, @Nullable Place before, List<Visit> visits) {
        SortedMap<String, Presence> vehicles = new TreeMap<>(before == null ? Map.of() : before.vehicles());
        vehicles.replaceAll((vehicle, presence) -> new Presence(presence.home(), fresh(presence.views(), millis)));
        vehicles.values().removeIf(presence -> presence.views().isEmpty());
        List<Visit> sorted = new ArrayList<>(visits);
        sorted.sort(Comparator.comparing((Visit visit) -> visit.testimony().vehicleId())
                .thenComparing(visit -> visit.testimony().millis()));
        boolean anyDeviates = false;
        for (Visit visit : sorted) {
            Testimony said = visit.testimony();
            Presence known = vehicles.get(said.vehicleId());
            Map<String, SensorView> views = joined(known == null ? Map.of() : known.views(), said, millis);
            if (!views.isEmpty()) {
                vehicles.put(said.vehicleId(), new Presence(said.cell(), views));
            }
            anyDeviates |= said.anyDeviatesNow();
        }
        List<PlaceOpinion> opinions =
                anyDeviates ? opinions(sorted.get(0).cell(), millis, PlaceBallot.of(vehicles)) : List.of();
        if (vehicles.isEmpty()) {
            return new Outcome<>(null, opinions, NEVER);
        }
        return new Outcome<>(new Place(vehicles), opinions, goneAt(vehicles));
    }

    private Map<String, SensorView> fresh(Map<String, SensorView> views, long millis) {
        Map<String, SensorView> fresh = new TreeMap<>(views);
        fresh.values().removeIf(view -> view.millis() + memoryMillis <= millis);
        return fresh;
    }

    private Map<String, SensorView> joined(Map<String, SensorView> known, Testimony said, long millis) {
        Map<String, SensorView> joined = new TreeMap<>(known);
        for (SensorView view : said.sensors()) {
            // A deviation is not forgotten because the next window is normal.
            joined.merge(view.sensorId(), view, (old, next) -> old.deviates() && !next.deviates() ? old : next);
        }
        return fresh(joined, millis);
    }

    private long goneAt(Map<String, Presence> vehicles) {
        long latest = vehicles.values().stream()
                .flatMap(presence -> presence.views().values().stream())
                .mapToLong(SensorView::millis)
                .max()
                .orElse(0);
        return latest + memoryMillis;
    }

    private List<PlaceOpinion> opinions(long cell, long millis, PlaceBallot ballot) {
        List<PlaceOpinion> opinions = new ArrayList<>();
        ballot.vehicles().forEach((vehicle, presence) -> {
            if (presence.home() == cell) {
                for (SensorView view : presence.views().values()) {
                    if (view.deviates()) {
                        opinions.add(opinion(cell, millis, vehicle, presence, view, ballot));
                    }
                }
            }
        });
        return opinions;
    }

    private PlaceOpinion opinion(
            long cell, long millis, String vehicle, Presence presence, SensorView view, PlaceBallot ballot) {
        PlaceBallot.Others others = ballot.of(view.sensorType()).without(vehicle);
        boolean sameType = others.size() > 0;
        if (!sameType) {
            others = ballot.ofReactingTypes().without(vehicle);
        }
        boolean apart = sameType && others.evidence().agreeing() >= 2 && isApart(view, others);
        // Its own twin beside it sees no weather: then neither does this sensor.
        boolean majority = PlaceBallot.deviates(presence.views().values(), view.sensorType());
        long with = others.evidence().agreeing() + 1;
        boolean enough = with >= rule.vehicles() && with >= rule.share() * (others.size() + 1);
        return new PlaceOpinion(
                vehicle, view.sensorId(), millis, cell, enough && majority && !apart, apart, others.evidence());
    }

    private boolean isApart(SensorView view, PlaceBallot.Others others) {
        double peers = others.medianZ();
        boolean peersBlind = 2 * others.blind() > others.evidence().agreeing();
        if (view.blind() || peersBlind) {
            return view.blind() != peersBlind;
        }
        return view.robustZ() * peers < 0 || Math.abs(view.robustZ()) > rule.apart() * Math.abs(peers);
    }
}
