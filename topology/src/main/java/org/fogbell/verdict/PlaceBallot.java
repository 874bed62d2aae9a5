package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.fogbell.models.eloss.Medians;
import org.jspecify.annotations.Nullable;

/** How the vehicles of a place vote, counted once for each sensor type: by type, and over the types that react at all. */
record PlaceBallot(Map<String, PlaceJudge.Presence> vehicles, Map<String, Count> byType, Count ofReactingTypes) {
    /**
     * What one vehicle's sensors of a type, or of several, show.
     *
     * @param agrees whether they deviate; z and blind count only then
     */
    record Vote(boolean agrees, double z, boolean blind) {
        static Vote of(boolean agrees, List<SensorView> deviating) {
            double[] zs = deviating.stream().mapToDouble(SensorView::robustZ).toArray();
            long blind = deviating.stream().filter(SensorView::blind).count();
            return new Vote(agrees, Medians.of(zs), agrees && 2 * blind > deviating.size());
        }
    }

    /** The votes of all vehicles but one: how far out those are that agree, how many of them are blind, and who they are. */
    record Others(double medianZ, long blind, Evidence evidence) {
        long size() {
            return evidence.agreeing() + evidence.disagreeing();
        }
    }

    /**
     * Votes, counted so that leaving one vehicle out copies none of them.
     *
     * @param votes by vehicle id
     * @param agreed ids in order
     * @param disagreed ids in order
     * @param zs of those that agree, ascending
     * @param blind of those that agree
     */
    record Count(Map<String, Vote> votes, List<String> agreed, List<String> disagreed, double[] zs, long blind) {
        static final Count NONE = of(new TreeMap<>());

        static Count of(SortedMap<String, Vote> votes) {
            List<String> agreed = new ArrayList<>();
            List<String> disagreed = new ArrayList<>();
            votes.forEach((vehicle, vote) -> (vote.agrees() ? agreed : disagreed).add(vehicle));
            return new Count(
                    votes,
                    agreed,
                    disagreed,
                    votes.values().stream()
                            .filter(Vote::agrees)
                            .mapToDouble(Vote::z)
                            .sorted()
                            .toArray(),
                    votes.values().stream().filter(Vote::blind).count());
        }

        Others without(String vehicle) {
            @Nullable Vote own = votes.get(vehicle);
            boolean agrees = own != null && own.agrees();
            boolean disagrees = own != null && !own.agrees();
            return new Others(
                    own != null && agrees ? medianWithout(own.z()) : median(zs.length, i -> zs[i]),
                    own != null && own.blind() ? blind - 1 : blind,
                    new Evidence(
                            agrees ? agreed.size() - 1 : agreed.size(),
                            disagrees ? disagreed.size() - 1 : disagreed.size(),
                            some(agreed, vehicle),
                            some(disagreed, vehicle)));
        }

        private double medianWithout(double z) {
            int own = Arrays.binarySearch(zs, z);
            return median(zs.length - 1, i -> zs[i < own ? i : i + 1]);
        }

        /** As {@link Medians#of} has it, of numbers that ascend. */
        private static double median(int size, IntToDoubleFunction sorted) {
            if (size == 0) {
                return Double.NaN;
            }
            double upper = sorted.applyAsDouble(size / 2);
            return size % 2 == 1 ? upper : (sorted.applyAsDouble(size / 2 - 1) + upper) / 2;
        }

        private static List<String> some(List<String> names, String vehicle) {
            return names.stream()
                    .filter(name -> !name.equals(vehicle))
                    .limit(Evidence.NAMED)
                    .toList();
        }
    }

    static PlaceBallot of(SortedMap<String, PlaceJudge.Presence> vehicles) {
        Map<String, SortedMap<String, Vote>> votes = new HashMap<>();
        vehicles.forEach((vehicle, presence) -> types(presence).forEach(type -> {
            boolean agrees = deviates(presence.views().values(), type);
            votes.computeIfAbsent(type, any -> new TreeMap<>())
                    .put(vehicle, Vote.of(agrees, deviating(presence, type)));
        }));
        Map<String, Count> byType = new HashMap<>();
        votes.forEach((type, ofType) -> byType.put(type, Count.of(ofType)));
        SortedMap<String, Vote> reacting = new TreeMap<>();
        vehicles.forEach((vehicle, presence) -> {
            List<String> types = types(presence).stream()
                    .filter(type ->
                            !byType.getOrDefault(type, Count.NONE).agreed().isEmpty())
                    .toList();
            if (!types.isEmpty()) {
                List<SensorView> deviating = types.stream()
                        .flatMap(type -> deviating(presence, type).stream())
                        .toList();
                boolean agrees = types.stream()
                        .anyMatch(type -> deviates(presence.views().values(), type));
                reacting.put(vehicle, Vote.of(agrees, deviating));
            }
        });
        return new PlaceBallot(vehicles, byType, Count.of(reacting));
    }

    Count of(String type) {
        return byType.getOrDefault(type, Count.NONE);
    }

    private static List<String> types(PlaceJudge.Presence presence) {
        return presence.views().values().stream()
                .map(SensorView::sensorType)
                .distinct()
                .toList();
    }

    private static List<SensorView> deviating(PlaceJudge.Presence presence, String type) {
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
