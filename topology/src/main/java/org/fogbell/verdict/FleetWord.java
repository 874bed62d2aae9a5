package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a vehicle has to say on a question that concerns the whole fleet: whether it deviates under the software it runs, or whether it is
 * silent. The vehicles of a fleet are spread over buckets, so that no key hears all of them.
 *
 * @param group of {@link Software}, or {@link #SILENCE}
 */
public record FleetWord(String group, int bucket, String vehicleId, long millis, boolean agrees) {
    /** The group of vehicles that may be silent; no digest is called so. */
    public static final String SILENCE = "silence";

    /** So many keys share the vehicles of one group. */
    public static final int BUCKETS = 16;

    /**
     * Its words on every question that it knows something of. One on each software that sensors of it run, one on each model in
     * each type of sensor, and one on each firmware: whatever is new is asked once a vehicle, however many sensors have it.
     */
    public static List<FleetWord> of(Testimony said) {
        List<FleetWord> words = new ArrayList<>();
        int bucket = bucket(said.vehicleId());
        Map<String, List<SensorView>> groups = new TreeMap<>();
        said.sensors().forEach(view -> questions(view.software())
                .forEach(asked -> groups.computeIfAbsent(asked.group(), any -> new ArrayList<>())
                        .add(view)));
        groups.forEach((group, sensors) -> {
            List<SensorView> views = sensors.stream()
                    .filter(view -> !said.silent().contains(view.sensorId()))
                    .toList();
            long deviating = views.stream().filter(SensorView::deviates).count();
            if (!views.isEmpty()) {
                words.add(new FleetWord(group, bucket, said.vehicleId(), said.millis(), 2 * deviating > views.size()));
            }
        });
        boolean silent = said.silent().size() == said.sensors().size();
        words.add(new FleetWord(SILENCE, bucket, said.vehicleId(), said.millis(), silent));
        return words;
    }

    private static Set<Software> questions(Software runs) {
        Set<Software> questions = new LinkedHashSet<>();
        questions.add(runs);
        if (runs.hasModel()) {
            questions.add(runs.modelOfType());
        }
        if (runs.hasFirmware()) {
            questions.add(runs.firmwareAlone());
        }
        return questions;
    }

    static int bucket(String vehicleId) {
        // The high bits too: names that differ in their last digit alone must not meet.
        return Math.floorMod((vehicleId.hashCode() * 0x9E3779B1) >>> 16, BUCKETS);
    }

    /** The key of a group's vehicles in one bucket. */
    public String key() {
        return key(group, bucket);
    }

    static String key(String group, int bucket) {
        return group + "#" + bucket;
    }
}
