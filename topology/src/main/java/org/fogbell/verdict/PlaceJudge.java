package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fogbell.models.eloss.Medians;
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
        Map<String, Presence> vehicles = new TreeMap<>(before == null ? Map.of() : before.vehicles());
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
                anyDeviates ? opinions(sorted.get(0).cell(), millis, Ballot.of(vehicles)) : List.of();
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

    private List<PlaceOpinion> opinions(long cell, long millis, Ballot ballot) {
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
            long cell, long millis, String vehicle, Presence presence, SensorView view, Ballot ballot) {
        Ballot.Count count = ballot.of(view.sensorType()).without(vehicle);
        boolean sameType = count.size() > 0;
        if (!sameType) {
            count = ballot.ofReactingTypes().without(vehicle);
        }
        boolean apart = sameType && count.agreed().size() >= 2 && isApart(view, count);
        // Its own twin beside it sees no weather: then neither does this sensor.
        boolean majority = Ballot.deviates(presence.views().values(), view.sensorType());
        long with = count.agreed().size() + 1L;
        boolean enough = with >= rule.vehicles() && with >= rule.share() * (count.size() + 1);
        return new PlaceOpinion(
                vehicle,
                view.sensorId(),
                millis,
                cell,
                enough && majority && !apart,
                apart,
                Evidence.of(count.agreed(), count.disagreed()));
    }

    private boolean isApart(SensorView view, Ballot.Count count) {
        double peers = count.medianZ();
        boolean peersBlind = 2 * count.blind() > count.agreed().size();
        if (view.blind() || peersBlind) {
            return view.blind() != peersBlind;
        }
        return view.robustZ() * peers < 0 || Math.abs(view.robustZ()) > rule.apart() * Math.abs(peers);
    }

    /** The vehicles of a place, counted once for each sensor type: by type, and over the types that react at all. */
    private record Ballot(Map<String, Presence> vehicles, Map<String, Count> byType, Count ofReactingTypes) {
        /** Vehicles that agree and that do not, with how far out those that agree are. */
        record Count(List<String> agreed, List<String> disagreed, List<Double> zs, List<Boolean> blinds) {
            static Count empty() {
                return new Count(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            }

            Count without(String vehicle) {
                Count others = empty();
                others.disagreed.addAll(disagreed);
                others.disagreed.remove(vehicle);
                for (int i = 0; i < agreed.size(); i++) {
                    if (!agreed.get(i).equals(vehicle)) {
                        others.agreed.add(agreed.get(i));
                        others.zs.add(zs.get(i));
                        others.blinds.add(blinds.get(i));
                    }
                }
                return others;
            }

            int size() {
                return agreed.size() + disagreed.size();
            }

            double medianZ() {
                return Medians.of(zs.stream().mapToDouble(Double::doubleValue).toArray());
            }

            long blind() {
                return blinds.stream().filter(Boolean::booleanValue).count();
            }

            void take(String vehicle, boolean agrees, List<SensorView> deviating) {
                if (!agrees) {
                    disagreed.add(vehicle);
                    return;
                }
                agreed.add(vehicle);
                zs.add(Medians.of(
                        deviating.stream().mapToDouble(SensorView::robustZ).toArray()));
                blinds.add(2 * deviating.stream().filter(SensorView::blind).count() > deviating.size());
            }
        }

        static Ballot of(Map<String, Presence> vehicles) {
            Map<String, Count> byType = new HashMap<>();
            vehicles.forEach((vehicle, presence) -> types(presence)
                    .forEach(type -> byType.computeIfAbsent(type, any -> Count.empty())
                            .take(vehicle, deviates(presence.views().values(), type), deviating(presence, type))));
            Count reacting = Count.empty();
            vehicles.forEach((vehicle, presence) -> {
                List<String> types = types(presence).stream()
                        .filter(type -> !count(byType, type).agreed().isEmpty())
                        .toList();
                if (!types.isEmpty()) {
                    List<SensorView> deviating = types.stream()
                            .flatMap(type -> deviating(presence, type).stream())
                            .toList();
                    boolean agrees = types.stream()
                            .anyMatch(type -> deviates(presence.views().values(), type));
                    reacting.take(vehicle, agrees, deviating);
                }
            });
            return new Ballot(vehicles, byType, reacting);
        }

        Count of(String type) {
            return count(byType, type);
        }

        private static Count count(Map<String, Count> byType, String type) {
            return byType.getOrDefault(type, Count.empty());
        }

        private static List<String> types(Presence presence) {
            return presence.views().values().stream()
                    .map(SensorView::sensorType)
                    .distinct()
                    .toList();
        }

        private static List<SensorView> deviating(Presence presence, String type) {
            return presence.views().values().stream()
                    .filter(view -> view.deviates() && view.sensorType().equals(type))
                    .toList();
        }

        /** Whether more than half of a vehicle's sensors of a type deviate. */
        static boolean deviates(Iterable<SensorView> views, String type) {
            int all = 0;
            int deviating = 0;
            for (SensorView view : views) {
                if (view.sensorType().equals(type)) {
                    all++;
                    deviating += view.deviates() ? 1 : 0;
                }
            }
            return 2 * deviating > all;
        }
    }
}
