package org.fogbell.bench.detection;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle made of one frame: all that any score needs.
 *
 * @param kind of the fault; {@link #CLEAN} where there is none
 * @param severity 1 to 5; 0 of a clean frame
 * @param ranks the layers' rank entropies, block by block in the order of the network
 * @param confidence of the surest object, 0 where there is none
 * @param features as the job compares them
 * @param pooled the means of the channels that the bundle pools; empty where it pools none
 * @param inside what the layers themselves look like; null where the bundle does not put them out
 */
record SeenFrame(
        int scene,
        int frame,
        String kind,
        int severity,
        double eloss,
        List<List<Double>> ranks,
        double confidence,
        boolean blind,
        SortedMap<String, Double> features,
        List<Double> pooled,
        @Nullable Inside inside) {
    static final String CLEAN = "clean";

    SeenFrame {
        // What was kept before there were any does not have it.
        pooled = Objects.requireNonNullElse(pooled, List.of());
    }

    /** Of a bundle that pools nothing. */
    SeenFrame(
            int scene,
            int frame,
            String kind,
            int severity,
            double eloss,
            List<List<Double>> ranks,
            double confidence,
            boolean blind,
            SortedMap<String, Double> features,
            @Nullable Inside inside) {
        this(scene, frame, kind, severity, eloss, ranks, confidence, blind, features, List.of(), inside);
    }

    /** With one feature more. */
    SeenFrame with(String feature, double value) {
        SortedMap<String, Double> more = new TreeMap<>(features);
        more.put(feature, value);
        return new SeenFrame(scene, frame, kind, severity, eloss, ranks, confidence, blind, more, pooled, inside);
    }

    boolean isClean() {
        return kind.equals(CLEAN);
    }

    /** Kind and severity in one word. */
    String fault() {
        return kind + ":" + severity;
    }

    /** Which frame it is, or would be without its fault. */
    String place() {
        return scene + "/" + frame;
    }

    /**
     * What is left of the layers once they are gone.
     *
     * @param entropies of each layer, block by block, by the kind of entropy
     * @param pooled the mean of each channel of each block's last layer
     * @param gramRows the sums of the rows of those layers' Gram matrices, per position
     * @param logits of each class the highest of the head's; empty where the bundle has no head
     */
    record Inside(SortedMap<String, List<List<Double>>> entropies, float[] pooled, float[] gramRows, float[] logits) {}
}
