package org.fogbell.bench.detection;

import java.util.List;
import java.util.SortedMap;

/**
 * What a bundle made of one frame: all that any score needs.
 *
 * @param kind of the corruption; {@link #CLEAN} where there is none
 * @param severity 1 to 5; 0 of a clean frame
 * @param ranks the layers' rank entropies, in the order of the network
 * @param confidence of the surest object, 0 where there is none
 * @param features as the job compares them
 */
record SeenFrame(
        int scene,
        int frame,
        String kind,
        int severity,
        double eloss,
        List<Double> ranks,
        double confidence,
        boolean blind,
        SortedMap<String, Double> features) {
    static final String CLEAN = "clean";

    boolean isClean() {
        return kind.equals(CLEAN);
    }

    double[] rankVector() {
        return ranks.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
