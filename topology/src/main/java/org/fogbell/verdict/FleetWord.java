package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a vehicle has to say on a question that concerns the whole fleet: whether it deviates under a model, or whether it is
 * silent. The vehicles of a fleet are spread over buckets, so that no key hears all of them.
 *
 * @param group the model's digest, or {@link #SILENCE}
 */
public record FleetWord(String group, int bucket, String vehicleId, long millis, boolean agrees) {
    /** The group of vehicles that may be silent; no digest is called so. */
    public static final String SILENCE = "silence";

    /** So many keys share the vehicles of one group. */
    public static final int BUCKETS = 16;

    /** Its words on every question that it knows something of. */
    public static List<FleetWord> of(Testimony said) {
        List<FleetWord> words = new ArrayList<>();
        int bucket = bucket(said.vehicleId());
        TreeSet<String> digests = new TreeSet<>();
        said.sensors().forEach(view -> digests.add(view.modelDigest()));
        for (String digest : digests) {
            List<SensorView> views = said.sensors().stream()
                    .filter(view -> view.modelDigest().equals(digest))
                    .filter(view -> !said.silent().contains(view.sensorId()))
                    .toList();
            long deviating = views.stream().filter(SensorView::deviates).count();
            if (!views.isEmpty()) {
                words.add(new FleetWord(digest, bucket, said.vehicleId(), said.millis(), 2 * deviating > views.size()));
            }
        }
        boolean silent = said.silent().size() == said.sensors().size();
        words.add(new FleetWord(SILENCE, bucket, said.vehicleId(), said.millis(), silent));
        return words;
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
